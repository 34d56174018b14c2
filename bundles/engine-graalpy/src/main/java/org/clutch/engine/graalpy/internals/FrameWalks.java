package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * GraalPy's walks down the stack to a caller's frame. Such a walk goes on beyond the frame that it wants, until it has told
 * somebody to give that frame the next time. So it looks at frames of other interpreters. With assertions on, Truffle refuses
 * when those belong to another engine: "Invalid sharing of AST nodes". A frame that can be told ends the walk.
 */
final class FrameWalks {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    static final String FLAG = "--add-exports=org.graalvm.truffle/com.oracle.truffle.api.frame=ALL-UNNAMED";
    private static final Binding BINDING = Binding.find();

    private FrameWalks() {}

    /**
     * Lets all walks from now on end at the outermost Python function on the calling thread's stack that was called from
     * outside last: whenever it is called, in any context that shares its code.
     */
    static void endHere() {
        if (BINDING != null) {
            BINDING.endHere();
        }
    }

    /** Truffle's side, and GraalPy's. */
    private record Binding(Object runtime, Method iterateFrames, Class<?> visitor, Method getCallTarget,
            Method getRootNode, Class<?> pythonRoot, Method createIndirectCallData) {

        static Binding find() {
            try {
                Class<?> truffle = EngineObjects.type("com.oracle.truffle.api.Truffle");
                Class<?> visitor = EngineObjects.type("com.oracle.truffle.api.frame.FrameInstanceVisitor");
                return new Binding(truffle.getMethod("getRuntime").invoke(null),
                        EngineObjects.type("com.oracle.truffle.api.TruffleRuntime").getMethod("iterateFrames", visitor),
                        visitor,
                        EngineObjects.type("com.oracle.truffle.api.frame.FrameInstance").getMethod("getCallTarget"),
                        EngineObjects.type("com.oracle.truffle.api.RootCallTarget").getMethod("getRootNode"),
                        EngineObjects.type("com.oracle.graal.python.nodes.PRootNode"),
                        EngineObjects.type("com.oracle.graal.python.PythonLanguage").getMethod("createIndirectCallData",
                                EngineObjects.type("com.oracle.truffle.api.nodes.Node")));
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.WARNING, "with assertions on, calls between trusted and confined interpreters fail, "
                        + "since the JVM lacks " + FLAG + " ({0})", e.toString());
                return null;
            }
        }

        void endHere() {
            try {
                Object[] outermost = new Object[1];
                iterateFrames.invoke(runtime, Proxy.newProxyInstance(visitor.getClassLoader(), new Class<?>[]{visitor},
                        (_, _, frame) -> visit(outermost, frame[0])));
                createIndirectCallData.invoke(null, outermost[0]);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Keeps the root of a Python function, and stops at the first one of something else after that. */
        private Object visit(Object[] outermost, Object frame) throws ReflectiveOperationException {
            Object root = getRootNode.invoke(getCallTarget.invoke(frame));
            if (pythonRoot.isInstance(root)) {
                outermost[0] = root;
                return null;
            }
            return outermost[0];
        }
    }
}
