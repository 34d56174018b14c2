package org.clutch.engine.graalpy.face;

/**
 * The name of a function or class on its way to another interpreter.
 *
 * @param module its module
 * @param name its qualified name in there
 * @param kind how to run the program that is meant by {@code __main__}, as {@code _clutch/mains.py} has it; null for another
 *            module
 * @param program the name of that program, or null
 */
public record SharedReference(String module, String name, String kind, String program) {}
