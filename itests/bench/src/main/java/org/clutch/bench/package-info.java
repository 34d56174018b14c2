/** What users of the Java face pay, measured by JMH in a real framework. */
package org.clutch.bench;
