package org.clutch.shell;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.Dump;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.LockInfo;
import org.clutch.diagnosis.WaitInfo;
import org.clutch.extension.ModuleInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that show what goes on. */
@Component(service = DiagnosisCommands.class)
@GogoCommand(scope = "clutch", function = {"extensions", "extension", "waits", "locks", "channels", "queues", "dump"})
public final class DiagnosisCommands {
    /** How long threads may take to say where they are; a busy one takes some milliseconds. */
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final Diagnosis diagnosis;

    /** DS gives who knows. */
    @Activate
    public DiagnosisCommands(@Reference Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** Lists the modules. */
    @Descriptor("lists the extension modules: name, version, who may import it, bundle, importers, and which one is taken:"
            + " each (extensions) { $it declaration }")
    public List<ModuleInfo> extensions() {
        return diagnosis.modules();
    }

    /** Finds a module. */
    @Descriptor("gives the extension module that an import of its name takes: (extension greeter) interpreters")
    public ModuleInfo extension(@Descriptor("its name") String name) {
        List<ModuleInfo> all = diagnosis.modules();
        return all.stream().filter(each -> each.chosen() && each.declaration().name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no extension module " + name + "; there " + (all.isEmpty()
                                ? "is none"
                                : "are " + all.stream().filter(ModuleInfo::chosen)
                                        .map(each -> each.declaration().name())
                                        .collect(Collectors.joining(", ")))));
    }

    /** Lists the waits. */
    @Descriptor("lists the threads that wait for a channel, a queue or a lock without a deadline: each (waits) { $it purpose }")
    public List<WaitInfo> waits() {
        return diagnosis.waits();
    }

    /** Lists the locks. */
    @Descriptor("lists the locks and semaphores that somebody has or waits for: each (locks) { $it holders }")
    public List<LockInfo> locks() {
        return diagnosis.locks();
    }

    /** Lists the channels. */
    @Descriptor("lists the channels: id, name, transport, messages, who holds its ends, who waits, how many were received;"
            + " top shows rates: each (channels) { $it size }")
    public List<ChannelInfo> channels() {
        return diagnosis.channels().stream().filter(each -> !each.isQueue()).toList();
    }

    /** Lists the queues. */
    @Descriptor("lists the queues: id, name, transport, messages, who waits, how many were taken: each (queues) { $it size }")
    public List<ChannelInfo> queues() {
        return diagnosis.channels().stream().filter(ChannelInfo::isQueue).toList();
    }

    /** Shows all. */
    @Descriptor("shows every interpreter's Python stacks, what its threads wait for, and the locks held: dump, (dump) waits")
    public Dump dump() {
        return diagnosis.dump(DEADLINE);
    }

    /** Shows one. */
    @Descriptor("shows one interpreter: its state, runs, threads and their Python stacks: dump 3, (dump 3) threads")
    public InterpreterDump dump(@Descriptor("its id or name") String which) {
        return new Named<>("interpreter", diagnosis.dump(DEADLINE).interpreters(), each -> each.interpreter().id(),
                each -> each.interpreter().name()).find(which);
    }
}
