package org.clutch.engine.graalpy.internals;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * A class that no compiler can make, since the engine's classes are on no class path of a bundle: a
 * {@code ThreadLocalAction}, what a thread does at its next safepoint. In Java it would be:
 *
 * <pre>
 * public final class Action extends ThreadLocalAction {
 *     public final Runnable work;
 *
 *     public Action(Runnable work) {
 *         super(false, false);
 *         this.work = work;
 *     }
 *
 *     protected void perform(ThreadLocalAction.Access access) {
 *         work.run();
 *     }
 * }
 * </pre>
 */
final class ActionClass {
    private static final String WORK = "work";
    private static final ClassDesc NAME = ClassDesc.of(ActionClass.class.getPackageName(), "Action");
    private static final ClassDesc RUNNABLE = Runnable.class.describeConstable().orElseThrow();

    private ActionClass() {}

    /** Makes the class, below one of the engine's. */
    static Class<?> below(Class<?> superclass) {
        return EngineObjects.define(superclass, code(superclass.describeConstable().orElseThrow()));
    }

    private static byte[] code(ClassDesc superclass) {
        MethodTypeDesc superMake = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_boolean,
                ConstantDescs.CD_boolean);
        MethodTypeDesc make = MethodTypeDesc.of(ConstantDescs.CD_void, RUNNABLE);
        MethodTypeDesc perform = MethodTypeDesc.of(ConstantDescs.CD_void, superclass.nested("Access"));
        return ClassFile.of().build(NAME, type -> type
                .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                .withSuperclass(superclass)
                .withField(WORK, RUNNABLE, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withMethodBody(ConstantDescs.INIT_NAME, make, ClassFile.ACC_PUBLIC, body -> body
                        .aload(0).iconst_0().iconst_0().invokespecial(superclass, ConstantDescs.INIT_NAME, superMake)
                        .aload(0).aload(1).putfield(NAME, WORK, RUNNABLE)
                        .return_())
                .withMethodBody("perform", perform, ClassFile.ACC_PROTECTED, body -> body
                        .aload(0).getfield(NAME, WORK, RUNNABLE)
                        .invokeinterface(RUNNABLE, "run", MethodTypeDesc.of(ConstantDescs.CD_void))
                        .return_()));
    }
}
