package org.clutch.extension;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A module of Python sources: {@code NAME.py}, or a folder {@code NAME} with {@code __init__.py}, sub-modules, packages and
 * resources. Paths are relative to the folder that all of it is in, with {@code /} in between.
 */
@ConsumerType
public non-sealed interface SourcesInstance extends ModuleInstance {
    /**
     * Says what tracebacks call a file.
     *
     * @param path where it is
     * @return a name for people
     */
    String origin(String path);

    /**
     * Reads a file.
     *
     * @param path where it is
     * @return its content, or null if there is no such file
     */
    byte[] read(String path);

    /**
     * Lists a folder.
     *
     * @param path where it is
     * @return the names in it, those of folders with a {@code /} at their end; null if there is no such folder
     */
    List<String> list(String path);

    /**
     * Gives what interpreters have compiled of a file, so that one of them compiles it for all.
     *
     * @param path where it is
     * @return code in the engine's own form, or null if nobody has compiled it
     */
    String code(String path);

    /**
     * Keeps what was compiled of a file, unless there is some already.
     *
     * @param path where it is
     * @param code code in the engine's own form
     */
    void keepCode(String path, String code);
}
