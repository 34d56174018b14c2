package org.clutch.engine.graalpy.internals.copies;

/**
 * Python that shows GraalPy the folder of the copies where users go on seeing their own prefix.
 *
 * <p>GraalPy looks for the copies in the folder that the attribute {@code prefix} of {@code sys} names when that
 * differs from {@code base_prefix}, and it reads the attribute past the class of {@code sys}. Python code reads it
 * through the class. So {@code sys} gets a class of its own with a property {@code prefix} over the attribute.
 * Set by the option {@code python.SysPrefix}, the folder would be a virtual environment in everybody's eyes:
 * {@code sys.prefix}, {@code exec_prefix}, {@code site}, {@code sysconfig}, and no site-packages on {@code sys.path}.
 */
public final class PrefixScript {

    /**
     * Evaluates to a function of one argument, the folder as a string, to be called once in each context before
     * user code runs. Leaves no name behind in {@code __main__}. What {@code sys.prefix} is then, so the one of a
     * virtual environment too, users keep seeing, and may set. What gives it away: {@code vars(sys)['prefix']}, and
     * {@code type(sys)}, which is no longer {@code types.ModuleType} but a subclass of that name.
     */
    public static final String SOURCE = """
            def _clutch_prefix(folder):
                import sys
                shown = sys.prefix

                def get(module):
                    return shown

                def set(module, value):
                    nonlocal shown
                    shown = value

                module_type = type(sys)
                cover = type('module', (module_type,), {'__module__': 'builtins', 'prefix': property(get, set)})
                sys.prefix = folder
                sys.__class__ = cover

            globals().pop('_clutch_prefix')
            """;

    private PrefixScript() {}
}
