package org.clutch.testkit;

import org.clutch.testkit.defect.SuiteRun;

/** A JVM in which a virtual thread hangs. */
final class HangingInVirtualThread {
    private HangingInVirtualThread() {}

    public static void main(String[] args) {
        System.out.println(SuiteRun.of(Hanging.class, name -> name.startsWith("c_"), "1").printed());
        System.exit(0);
    }
}
