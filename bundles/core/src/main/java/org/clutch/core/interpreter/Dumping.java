package org.clutch.core.interpreter;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.clutch.core.channel.DeadlockDetector;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.PythonFrame;
import org.clutch.diagnosis.ThreadDump;
import org.clutch.diagnosis.WaitInfo;

/**
 * Shows what threads are at. All interpreters are asked at the same time, each in a thread {@code clutch-dump-ID} that ends at
 * the deadline, so that one which does not answer holds up no other.
 */
final class Dumping {
    private final Duration deadline;
    /** The interpreters that each thread is in. */
    private final Map<Thread, Set<Long>> inside = new HashMap<>();
    /** What threads wait for. Looked at before they are asked where they are, for which they leave their waits. */
    private final Map<Thread, WaitInfo> waits = new HashMap<>();

    private Dumping(Collection<RegisteredInterpreter> interpreters, Duration deadline) {
        this.deadline = deadline;
        for (RegisteredInterpreter each : interpreters) {
            each.info().threads()
                    .forEach(thread -> inside.computeIfAbsent(thread, _ -> new HashSet<>()).add(each.id()));
        }
        inside.forEach((thread, ids) -> DeadlockDetector.waitOf(thread, Set.copyOf(ids))
                .ifPresent(wait -> waits.put(thread, wait)));
    }

    static List<InterpreterDump> of(Collection<RegisteredInterpreter> interpreters, Duration deadline) {
        Dumping dumping = new Dumping(interpreters, deadline);
        List<CompletableFuture<InterpreterDump>> dumps = interpreters.stream()
                .map(each -> CompletableFuture.supplyAsync(() -> dumping.dump(each),
                        work -> Thread.ofVirtual().name("clutch-dump-" + each.id()).start(work)))
                .toList();
        return dumps.stream().map(CompletableFuture::join).toList();
    }

    private InterpreterDump dump(RegisteredInterpreter interpreter) {
        Map<Thread, List<PythonFrame>> answers = answers(interpreter);
        InterpreterInfo info = interpreter.info();
        Set<Thread> all = new HashSet<>(info.threads());
        all.addAll(answers.keySet());
        return new InterpreterDump(info, all.stream().map(thread -> dump(thread, answers.get(thread)))
                .sorted(Comparator.comparing(ThreadDump::thread)).toList());
    }

    private Map<Thread, List<PythonFrame>> answers(RegisteredInterpreter interpreter) {
        try {
            return interpreter.stacks(deadline);
        } catch (RuntimeException e) {
            // It is about to end.
            return Map.of();
        }
    }

    private ThreadDump dump(Thread thread, List<PythonFrame> frames) {
        return frames == null
                ? new ThreadDump(thread.getName(), List.of(), List.of(thread.getStackTrace()), waits.get(thread))
                : new ThreadDump(thread.getName(), frames, List.of(), waits.get(thread));
    }
}
