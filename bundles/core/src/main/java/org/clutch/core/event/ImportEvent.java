package org.clutch.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.clutch.extension.ModuleDeclaration;

/** An interpreter imported an extension module. */
@Name("org.clutch.Import")
@Label("Import")
@Category("Clutch")
@Description("An interpreter imported an extension module of a bundle")
@StackTrace(false)
public final class ImportEvent extends Event {
    @Label("Interpreter")
    @Description("Id of the interpreter that imported it")
    long interpreter;
    @Label("Module")
    String module;
    @Label("Version")
    String version;
    @Label("Bundle")
    @Description("Symbolic name of the bundle that offers it")
    String bundle;

    /** Ends the event. */
    public void ended(long who, ModuleDeclaration imported) {
        end();
        if (shouldCommit()) {
            interpreter = who;
            module = imported.name();
            version = imported.version();
            bundle = imported.bundle();
            commit();
        }
    }
}
