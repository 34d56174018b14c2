package org.clutch.itests;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueues;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.Interpreters;
import org.junit.After;
import org.junit.Rule;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;

/** What tests in the real container have in common; each leaves no interpreter behind. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class ContainerTest {
    @Rule
    public final Timeout timeout = Timeout.seconds(Integer.getInteger("clutch.timeout", 300));

    @Inject
    protected Interpreters interpreters;
    @Inject
    protected InterpreterQueues queues;

    protected final ExecutorService threads = Executors.newCachedThreadPool();

    @Configuration
    public static Option[] container() {
        return new Option[]{ClutchContainer.clutch()};
    }

    @After
    public void closeAll() {
        threads.shutdown();
        interpreters.list().stream().filter(each -> each.id() != 0).forEach(ContainerTest::close);
    }

    private static void close(Interpreter interpreter) {
        try {
            interpreter.close(Duration.ofSeconds(5));
        } catch (InterpreterNotFoundException e) {
            // A confined one ends with its parent.
        }
    }
}
