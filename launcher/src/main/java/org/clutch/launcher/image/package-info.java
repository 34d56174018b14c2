/**
 * What {@code clutch --optimize} runs, on a JDK without any framework: it makes a runtime image and an AOT cache that Clutch
 * starts faster with. Uses the JDK alone.
 */
package org.clutch.launcher.image;
