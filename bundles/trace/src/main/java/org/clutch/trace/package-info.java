/** Shows on standard error what interpreters do, as it happens. */
package org.clutch.trace;
