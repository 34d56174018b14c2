package org.clutch.testkit.defect;

import java.util.List;
import org.clutch.testkit.TransportContract;
import org.clutch.transport.Transport;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract of the transport that {@link SuiteRun} runs it on. No test of the build, for it is to fail. */
@EnabledIf("org.clutch.testkit.defect.SuiteRun#isRunning")
class Suspect extends TransportContract {
    static Transport transport;
    static List<Object> uncarriable = List.of();

    @Override
    protected Transport transport() {
        return transport;
    }

    @Override
    protected List<Object> uncarriable() {
        return uncarriable;
    }
}
