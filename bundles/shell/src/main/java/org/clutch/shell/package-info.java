/** Commands for the Gogo shell, scope {@code clutch}. */
package org.clutch.shell;
