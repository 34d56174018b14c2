/** Loads Python modules that are annotated Java components. */
package org.clutch.loader.java;
