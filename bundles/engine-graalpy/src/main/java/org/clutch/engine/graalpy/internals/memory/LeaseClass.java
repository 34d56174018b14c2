package org.clutch.engine.graalpy.internals.memory;

import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.clutch.engine.graalpy.internals.EngineObjects;

/**
 * A class that no compiler can make, since the engine's classes are on no class path of a bundle: a
 * {@code BufferLifecycleManager} that runs something when the engine counts down to zero. In Java it would be:
 *
 * <pre>
 * public final class LeasedBuffer extends BufferLifecycleManager {
 *     public final Runnable lease;
 *
 *     public LeasedBuffer(Runnable lease) {
 *         this.lease = lease;
 *     }
 *
 *     &#64;TruffleBoundary
 *     public int decrementExports() {
 *         int left = super.decrementExports();
 *         if (left == 0) {
 *             lease.run();
 *         }
 *         return left;
 *     }
 * }
 * </pre>
 */
final class LeaseClass {
    static final String LEASE = "lease";
    private static final String COUNT_DOWN = "decrementExports";
    private static final ClassDesc NAME = ClassDesc.of(LeaseClass.class.getPackageName(), "LeasedBuffer");
    private static final ClassDesc BOUNDARY = ClassDesc
            .of("com.oracle.truffle.api.CompilerDirectives$TruffleBoundary");
    private static final ClassDesc RUNNABLE = Runnable.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc VOID = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc COUNT = MethodTypeDesc.of(ConstantDescs.CD_int);

    private LeaseClass() {}

    /** Makes the class, below one of the engine's. */
    static Class<?> below(Class<?> superclass) {
        return EngineObjects.define(superclass, code(superclass.describeConstable().orElseThrow()));
    }

    private static byte[] code(ClassDesc superclass) {
        MethodTypeDesc make = MethodTypeDesc.of(ConstantDescs.CD_void, RUNNABLE);
        return ClassFile.of().build(NAME, type -> type
                .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                .withSuperclass(superclass)
                .withField(LEASE, RUNNABLE, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withMethodBody(ConstantDescs.INIT_NAME, make, ClassFile.ACC_PUBLIC, body -> body
                        .aload(0).invokespecial(superclass, ConstantDescs.INIT_NAME, VOID)
                        .aload(0).aload(1).putfield(NAME, LEASE, RUNNABLE)
                        .return_())
                .withMethod(COUNT_DOWN, COUNT, ClassFile.ACC_PUBLIC, method -> method
                        .with(RuntimeVisibleAnnotationsAttribute.of(Annotation.of(BOUNDARY)))
                        .withCode(body -> {
                            Label end = body.newLabel();
                            body.aload(0).invokespecial(superclass, COUNT_DOWN, COUNT).istore(1)
                                    .iload(1).ifne(end)
                                    .aload(0).getfield(NAME, LEASE, RUNNABLE)
                                    .invokeinterface(RUNNABLE, "run", VOID)
                                    .labelBinding(end).iload(1).ireturn();
                        })));
    }
}
