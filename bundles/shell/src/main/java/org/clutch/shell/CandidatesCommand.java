package org.clutch.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.InterpreterInfo.State;
import org.clutch.pool.InterpreterPool;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command that completion asks, for {@code completion.gosh}: what may stand where the cursor is. */
@Component(service = CandidatesCommand.class)
@GogoCommand(scope = "clutch", function = "__candidates")
public final class CandidatesCommand {
    /** Null while the core is away. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Diagnosis diagnosis;
    /** DS replaces the lists whenever one comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<InterpreterPool> pools;
    /** The properties of the services. */
    @Reference(service = Transport.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map<String, Object>> transports;
    /** Gives configurations by PID; null in a framework that the launcher has not started. */
    @Reference(target = "(clutch.configuration=true)", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Supplier<Map<String, String>> configurations;

    /**
     * A word that may stand there.
     *
     * @param word the word
     * @param about what it stands for
     * @param key the same for all words that stand for the same thing
     */
    record Offer(String word, String about, String key) {
        Offer(String word, String about) {
            this(word, about, word);
        }
    }

    /** Gives the candidates for the word at the cursor, and none for words behind those that are listed. */
    @Descriptor("gives what the Tab key offers, by what each argument is: __candidates channel transport")
    public List<?> __candidates(CommandSession session, @Descriptor("what each argument is") String... kinds) {
        int word = Candidates.word(session);
        return word < 1 || word > kinds.length ? List.of() : Candidates.of(offers(kinds[word - 1]));
    }

    private Stream<Offer> offers(String kind) {
        return switch (kind) {
            case "interpreter" -> interpreters(Set.of(State.IDLE, State.RUNNING));
            case "any-interpreter" -> interpreters(Set.of(State.values()));
            case "channel" -> channels(false);
            case "queue" -> channels(true);
            case "transport" -> transports.stream().map(each -> String.valueOf(each.get(Transport.NAME))).distinct()
                    .map(each -> new Offer(each, null));
            case "pool" -> pools.stream().map(each -> new Offer(each.name(), each.statistics().idle() + " idle, "
                    + each.statistics().onLoan() + " on loan"));
            case "module" -> known().flatMap(it -> it.modules().stream()).map(each -> new Offer(
                    each.declaration().name(), each.declaration().version() + " of " + each.declaration().bundle()));
            case "configuration" -> Stream.ofNullable(configurations).flatMap(it -> it.get().keySet().stream())
                    .map(each -> new Offer(each, null));
            case "name" -> Stream.empty();
            case "isolation" -> Stream.of("trusted", "confined").map(each -> new Offer(each, null));
            default -> throw new IllegalArgumentException("nobody knows what may stand for '" + kind + "'");
        };
    }

    private Stream<Diagnosis> known() {
        return Stream.ofNullable(diagnosis);
    }

    private Stream<Offer> interpreters(Set<State> states) {
        return known().flatMap(it -> it.interpreters().stream()).filter(each -> states.contains(each.state()))
                .flatMap(CandidatesCommand::offers);
    }

    private static Stream<Offer> offers(InterpreterInfo interpreter) {
        String id = Long.toString(interpreter.id());
        String about = (interpreter.isolation() + ", " + interpreter.state()).toLowerCase(Locale.ROOT);
        return Stream.of(new Offer(id, about, id), new Offer(interpreter.name(), about, id));
    }

    private Stream<Offer> channels(boolean queues) {
        return known().flatMap(it -> it.channels().stream())
                .filter(each -> each.isQueue() == queues && each.state() != ChannelInfo.State.CLOSED)
                .flatMap(CandidatesCommand::offers);
    }

    private static Stream<Offer> offers(ChannelInfo channel) {
        String id = Long.toString(channel.id());
        String about = channel.transport() + ", " + channel.size() + " messages";
        Offer byId = new Offer(id, about, id);
        return channel.isQueue() ? Stream.of(byId) : Stream.of(byId, new Offer(channel.name(), about, id));
    }
}
