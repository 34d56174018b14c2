import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/** The peer: one GraalPy context handled by hand, with the options that the command gives its main interpreter. */
public final class GraalPyAlone {
    private GraalPyAlone() {}

    public static void main(String[] args) {
        Engine engine = Engine.newBuilder("python").allowExperimentalOptions(true)
                .option("python.PosixModuleBackend", "native").logHandler(java.io.OutputStream.nullOutputStream()).build();
        Context context = Context.newBuilder("python").engine(engine).allowExperimentalOptions(true).allowAllAccess(true)
                .allowIO(IOAccess.ALL).arguments("python", new String[] { "-c" }).option("python.ForceImportSite", "true")
                .option("python.IsolateNativeModules", "true").option("python.AlwaysRunExcepthook", "true")
                .option("python.InstallSignalHandlers", "true").build();
        context.eval(Source.newBuilder("python", "print('first line')", "<string>").buildLiteral());
        context.close();
        System.exit(0);
    }
}
