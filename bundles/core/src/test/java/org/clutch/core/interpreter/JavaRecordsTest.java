package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.Tuple;
import org.junit.jupiter.api.Test;

/** Results as records, whose components are of any type. */
class JavaRecordsTest {
    private final FakeEngine engine = new FakeEngine();
    private final Interpreter interpreter = FakeEngine.registry(engine).create();

    private <T> T returned(Object value, Class<T> type) {
        engine.last().result = _ -> value;
        return interpreter.call(type, "f");
    }

    private InterpreterException refused(Object value, Class<?> type) {
        return assertThrows(InterpreterException.class, () -> returned(value, type));
    }

    private String refusal(Object value, Class<?> type) {
        return refused(value, type).getMessage();
    }

    record Person(String name, int age) {}

    record Team(Person lead, Person[] members) {}

    record Nothing() {}

    private record Hidden(int value) {}

    @Test
    void dictIsARecordByNames() {
        assertEquals(new Person("Ann", 7), returned(Map.of("age", 7L, "name", "Ann"), Person.class));
        assertEquals(new Person(null, 7), returned(nullable("name", null, "age", 7L), Person.class));
        assertEquals(new Person("Ann", 7), returned(Map.of("age", 7L, "name", "Ann", "more", 1L), Person.class));
        assertEquals(new Nothing(), returned(Map.of(), Nothing.class));
    }

    @Test
    void listAndTupleAreARecordByPositions() {
        assertEquals(new Person("Ann", 7), returned(List.of("Ann", 7L), Person.class));
        assertEquals(new Person("Ann", 7), returned(Tuple.of("Ann", 7), Person.class));
        assertEquals(new Person(null, 7), returned(Tuple.of(null, 7), Person.class));
        assertEquals(new Person(null, 7), returned(Arrays.asList(null, 7L), Person.class));
        assertEquals(new Nothing(), returned(Tuple.of(), Nothing.class));
    }

    @Test
    void recordMayBeDeclaredAnywhere() {
        record Local(Hidden hidden) {}
        assertEquals(new Local(new Hidden(1)), returned(Map.of("hidden", Map.of("value", 1L)), Local.class));
    }

    @Test
    void recordsNest() {
        Team team = returned(Map.of("lead", Map.of("name", "Ann", "age", 7L), "members",
                List.of(Tuple.of("Bo", 8), Map.of("name", "Cy", "age", 9L))), Team.class);
        assertEquals(new Person("Ann", 7), team.lead());
        assertArrayEquals(new Person[]{new Person("Bo", 8), new Person("Cy", 9)}, team.members());
    }

    @Test
    void whatARecordLacksOrHasTooMuchIsNamed() {
        String person = Person.class.getTypeName();
        assertEquals("the result of f has no 'age', which " + person + " needs, but [name]",
                refusal(Map.of("name", "Ann"), Person.class));
        assertEquals("the result of f['lead'] has no 'name', which " + person + " needs, but []",
                refusal(Map.of("lead", Map.of(), "members", List.of()), Team.class));
        assertEquals("the result of f has 3 elements, but " + person + " has 2 components",
                refusal(Tuple.of("Ann", 7, 8), Person.class));
        assertEquals("the result of f[1][0] has 1 elements, but " + person + " has 2 components",
                refusal(Tuple.of(Tuple.of("Ann", 7), Tuple.of(Tuple.of("Bo"))), Team.class));
    }

    @Test
    void whatIsNoRecordIsRefused() {
        String person = Person.class.getTypeName();
        assertEquals("the result of f is 'Ann' (String), which is no " + person, refusal("Ann", Person.class));
        assertEquals("the result of f is [Ann, 7] (Set), which is no " + person,
                refusal(new LinkedHashSet<>(List.of("Ann", 7L)), Person.class));
        assertEquals("the result of f['age'] is None, which is no int",
                refusal(nullable("name", "Ann", "age", null), Person.class));
        assertEquals("the result of f[1] is 'x' (String), which is no int",
                refusal(Tuple.of("Ann", "x"), Person.class));
    }

    record Range(int low, int high) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException("low > high");
            }
        }
    }

    record Ranges(List<Range> all) {}

    @Test
    void recordThatRefusesItsValuesIsNamedWithTheReason() {
        assertEquals(new Range(1, 2), returned(Tuple.of(1, 2), Range.class));
        InterpreterException refused = refused(Map.of("all", List.of(Tuple.of(1, 2), Tuple.of(2, 1))), Ranges.class);
        assertEquals("the result of f['all'][1] is no valid " + Range.class.getTypeName()
                + ": java.lang.IllegalArgumentException: low > high", refused.getMessage());
        assertEquals(IllegalArgumentException.class, refused.getCause().getClass());
    }

    record Gathered(List<Integer> list, Set<Integer> set, Map<TimeUnit, List<Person>> map, Collection<Byte> all,
            Iterable<? extends Number> some) {}

    @Test
    void elementsOfCollectionsAreConverted() {
        Gathered all = returned(Map.of("list", List.of(1L, 2L), "set", Set.of(3L), "map",
                Map.of("DAYS", List.of(Tuple.of("Ann", 7))), "all", Tuple.of(4), "some", List.of(5L)),
                Gathered.class);
        assertEquals(new Gathered(List.of(1, 2), Set.of(3), Map.of(TimeUnit.DAYS, List.of(new Person("Ann", 7))),
                List.of((byte) 4), List.of(5L)), all);
    }

    @Test
    void tuplesListsAndSetsStandInForEachOther() {
        Gathered all = returned(Tuple.of(Tuple.of(1), List.of(2, 2), null, null, null), Gathered.class);
        assertEquals(List.of(1), all.list());
        assertEquals(Set.of(2), all.set());
        assertNull(all.map());
        Gathered sets = returned(Arrays.asList(Set.of(1L), Set.of(2L), null, Set.of(3L), null), Gathered.class);
        assertEquals(List.of(1), sets.list());
        assertEquals(List.of((byte) 3), sets.all());
    }

    @Test
    void collectionsKeepTheirOrderHoldNoneAndCannotBeChanged() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("SECONDS", null);
        map.put("DAYS", List.of());
        Gathered all = returned(
                Arrays.asList(Arrays.asList(2L, null, 1L), new LinkedHashSet<>(Arrays.asList(3L, null, 1L)),
                        map, null, null),
                Gathered.class);
        assertEquals(Arrays.asList(2, null, 1), all.list());
        assertEquals(Arrays.asList(3, null, 1), new ArrayList<>(all.set()));
        assertEquals(List.of(TimeUnit.SECONDS, TimeUnit.DAYS), List.copyOf(all.map().keySet()));
        assertThrows(UnsupportedOperationException.class, () -> all.list().add(1));
        assertThrows(UnsupportedOperationException.class, () -> all.set().add(1));
        assertThrows(UnsupportedOperationException.class, () -> all.map().clear());
    }

    @Test
    void partOfACollectionThatDoesNotFitIsNamedByItsPlace() {
        assertEquals("the result of f[0][1] is 'x' (String), which is no java.lang.Integer",
                refusal(Arrays.asList(List.of(1L, "x"), null, null, null, null), Gathered.class));
        assertEquals("the result of f[1], an element is 'x' (String), which is no java.lang.Integer",
                refusal(Arrays.asList(null, Set.of("x"), null, null, null), Gathered.class));
        assertEquals("the result of f[2], a key is 'x' (String), which is no java.util.concurrent.TimeUnit",
                refusal(Arrays.asList(null, null, Map.of("x", List.of()), null, null), Gathered.class));
        assertEquals("the result of f[2]['DAYS'][0] is 7 (Long), which is no " + Person.class.getTypeName(),
                refusal(Arrays.asList(null, null, Map.of("DAYS", List.of(7L)), null, null), Gathered.class));
        assertEquals("the result of f[2] is [] (List), which is no java.util.Map<java.util.concurrent.TimeUnit, "
                + "java.util.List<" + Person.class.getTypeName() + ">>",
                refusal(Arrays.asList(null, null, List.of(), null, null), Gathered.class));
    }

    record Maybe(Optional<Integer> number, Optional<List<Person>> people, Optional<?> any) {}

    @Test
    void noneIsAnEmptyOptional() {
        assertEquals(new Maybe(Optional.of(1), Optional.of(List.of(new Person("Ann", 7))), Optional.of("x")),
                returned(Tuple.of(1, Tuple.of(Tuple.of("Ann", 7)), "x"), Maybe.class));
        assertEquals(new Maybe(Optional.empty(), Optional.empty(), Optional.empty()),
                returned(Tuple.of(null, null, null), Maybe.class));
        assertEquals("the result of f[0] is 'x' (String), which is no java.lang.Integer",
                refusal(Tuple.of("x", null, null), Maybe.class));
    }

    record Arrayed(List<String>[] lists, Map<String, Integer>[][] maps) {}

    @Test
    void arraysOfGenericTypesAreConverted() {
        Arrayed arrays = returned(Tuple.of(Tuple.of(Tuple.of("a"), null), null), Arrayed.class);
        assertArrayEquals(new List<?>[]{List.of("a"), null}, arrays.lists());
        assertNull(arrays.maps());
        Arrayed nested = returned(Arrays.asList(null, List.of(List.of(Map.of("k", 1L)))), Arrayed.class);
        assertNull(nested.lists());
        assertArrayEquals(new Map<?, ?>[][]{{Map.of("k", 1)}}, nested.maps());
        assertEquals("the result of f[1][0][0]['k'] is 'x' (String), which is no java.lang.Integer",
                refusal(Arrays.asList(null, List.of(List.of(Map.of("k", "x")))), Arrayed.class));
    }

    record Page<T, N extends Number>(List<T> items, T[] array, Optional<Page<T, N>> next, N number) {}

    record Book(Page<Person, Short> first, Page<? extends Set<Integer>, ?> second) {}

    @Test
    void typeVariablesStandForTheirArguments() {
        Tuple ann = Tuple.of("Ann", 7);
        Book book = returned(
                Tuple.of(Tuple.of(Tuple.of(ann), Tuple.of(), Tuple.of(Tuple.of(ann), Tuple.of(ann), null, 2), 1),
                        Tuple.of(Tuple.of(Tuple.of(5)), null, null, 0.5)),
                Book.class);
        Person person = book.first().items().getFirst();
        assertEquals(new Person("Ann", 7), person);
        assertEquals((short) 1, book.first().number());
        Page<Person, Short> next = book.first().next().orElseThrow();
        assertEquals(List.of(person), next.items());
        assertArrayEquals(new Person[]{person}, next.array());
        assertEquals((short) 2, next.number());
        assertEquals(List.of(Set.of(5)), book.second().items());
        assertEquals(0.5, book.second().number());
    }

    @Test
    void typeVariableThatStandsForNothingIsItsBound() {
        Page<?, ?> page = returned(Tuple.of(Tuple.of(1, "a"), null, null, 5), Page.class);
        assertEquals(List.of(1L, "a"), page.items());
        assertEquals(5L, page.number());
        assertEquals("the result of f[3] is 'x' (String), which is no java.lang.Number",
                refusal(Tuple.of(null, null, null, "x"), Page.class));
    }

    record Tree(int value, List<Tree> children) {}

    @Test
    void recordsMayHoldThemselves() {
        assertEquals(new Tree(1, List.of(new Tree(2, List.of()))),
                returned(Tuple.of(1, List.of(Tuple.of(2, List.of()))), Tree.class));
    }

    record Untouched(Object any, List<Object> objects, Tuple tuple) {}

    @Test
    void objectsAreLeftAsTheyAre() {
        Tuple tuple = Tuple.of(1);
        Untouched untouched = returned(Tuple.of(tuple, tuple, tuple), Untouched.class);
        assertSame(tuple, untouched.any());
        assertEquals(List.of(1L), untouched.objects());
        assertSame(tuple, untouched.tuple());
    }

    private static Map<Object, Object> nullable(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
