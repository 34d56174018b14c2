/** Loads modules with native libraries that lie in bundles. */
package org.clutch.loader.nativecode;
