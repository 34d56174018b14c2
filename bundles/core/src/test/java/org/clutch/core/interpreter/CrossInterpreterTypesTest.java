package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.clutch.engine.Host;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.CrossInterpreterType;
import org.clutch.share.NotShareableException;
import org.clutch.share.Reduced;
import org.clutch.share.Tuple;
import org.junit.jupiter.api.Test;

/** How objects cross of whose Java types services know. */
class CrossInterpreterTypesTest {
    private final FakeEngine engine = new FakeEngine();
    private final Brokers brokers = FakeEngine.brokers(FakeEngine.queues());
    private final CrossInterpreterTypes types = brokers.types();
    private final Interpreter interpreter = new InterpreterRegistry(engine, brokers, 0).create();

    private static class Money {
        final long cents;

        Money(long cents) {
            this.cents = cents;
        }
    }

    private static final class Coin extends Money {
        Coin() {
            super(1);
        }
    }

    private record Span(int from, int to) {}

    private record Known<T>(Class<T> type, Function<T, Reduced> how) implements CrossInterpreterType<T> {
        @Override
        public Reduced reduce(T object) {
            return how.apply(object);
        }
    }

    private <T> CrossInterpreterType<T> add(Class<T> type, int ranking, long id, Function<T, Reduced> how) {
        Known<T> known = new Known<>(type, how);
        types.addType(known, Map.of("service.ranking", ranking, "service.id", id));
        return known;
    }

    private Object arrives(Object argument) {
        return ((List<?>) interpreter.call("f", argument)).getFirst();
    }

    private static Reduced money(long cents) {
        return Reduced.to("shop:Money", cents);
    }

    @Test
    void argumentsCrossAsTheServiceSaysWhereverTheyAre() {
        add(Money.class, 0, 1, money -> money(money.cents));
        add(Span.class, 0, 2, span -> Reduced.to("builtins:range", span.from, span.to));
        assertEquals(money(5), arrives(new Money(5)));
        assertEquals(List.of(money(5), 1L), arrives(List.of(new Money(5), 1)));
        assertEquals(Map.of("price", money(7)), arrives(Map.of("price", new Money(7))));
        assertEquals(money(8), arrives(Optional.of(new Money(8))));
        assertEquals(Reduced.to("builtins:range", 1, 2), arrives(new Span(1, 2)));
        interpreter.prepareMain(Map.of("price", new Money(9)));
        assertTrue(engine.last().calls.getLast().contains(money(9).toString()), engine.last().calls.toString());
    }

    @Test
    void enginesAskForWhatTheirModulesHave() {
        add(Money.class, 0, 1, money -> money(money.cents));
        Host host = engine.last().host;
        assertEquals(Optional.of(money(3)), host.reduce(new Money(3)));
        assertEquals(Optional.empty(), host.reduce(new Span(1, 2)));
    }

    @Test
    void subclassesAreNotMeant() {
        add(Money.class, 0, 1, money -> money(money.cents));
        assertThrows(NotShareableException.class, () -> interpreter.call("f", new Coin()));
    }

    @Test
    void ofSeveralTheHighestRankingIsAskedThenTheFirst() {
        CrossInterpreterType<Money> first = add(Money.class, 0, 1, _ -> money(1));
        add(Money.class, 0, 2, _ -> money(2));
        assertEquals(money(1), arrives(new Money(0)));
        CrossInterpreterType<Money> high = add(Money.class, 10, 3, _ -> money(3));
        assertEquals(money(3), arrives(new Money(0)));
        types.removeType(high);
        types.removeType(first);
        assertEquals(money(2), arrives(new Money(0)));
    }

    @Test
    void typeWhoseServiceIsGoneDoesNotCross() {
        types.removeType(add(Money.class, 0, 1, money -> money(money.cents)));
        assertEquals("args[0] is of type " + Money.class.getTypeName() + ", which cannot cross between interpreters",
                assertThrows(NotShareableException.class, () -> interpreter.call("f", new Money(1))).getMessage());
    }

    @Test
    void failuresOfAServiceNameItAndTheType() {
        add(Money.class, 0, 1, _ -> {
            throw new IllegalStateException("not today");
        });
        add(Coin.class, 0, 2, _ -> null);
        add(Span.class, 0, 3, _ -> {
            throw new NotShareableException("this span is open");
        });
        String failed = " cannot cross between interpreters, since " + Known.class.getTypeName() + " failed: ";
        assertEquals(Money.class.getTypeName() + failed + "java.lang.IllegalStateException: not today",
                refusal(new Money(1)));
        assertEquals(Coin.class.getTypeName() + failed + "java.lang.NullPointerException: no result",
                refusal(new Coin()));
        assertEquals("this span is open", refusal(new Span(1, 2)));
        assertEquals(List.of(), engine.last().calls);
    }

    private String refusal(Object argument) {
        return assertThrows(NotShareableException.class, () -> interpreter.call("f", argument)).getMessage();
    }

    @Test
    void rebuildNamesAModuleAndWhatIsInIt() {
        for (String name : List.of("", "Money", ":Money", "shop:")) {
            assertThrows(IllegalArgumentException.class, () -> new Reduced(name, Tuple.of()));
        }
    }
}
