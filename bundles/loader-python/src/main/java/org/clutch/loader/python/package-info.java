/** Loads Python modules that lie as sources in bundles. */
package org.clutch.loader.python;
