package org.confero.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step function of the call core does with events at random, as fixtures: the browser client's tests run the same, and so
 * hold the two to each other where nobody thought of it. The same seed gives the same traces on every JVM.
 *
 * @param name of the fixture
 * @param start what the function begins with: a record of the arguments, as JavaScript gets them, and the state
 */
record StepTraces<S, E>(
        String name,
        int traces,
        int steps,
        Function<Random, Start<S>> start,
        BiFunction<Random, S, E> event,
        BiFunction<S, E, Taken<S>> step) {
    record Start<S>(Record arguments, S state) {}

    record Taken<S>(S next, List<?> effects) {}

    /** A JSON array, one trace a line. */
    String all() {
        return IntStream.range(0, traces).mapToObj(this::trace).collect(joining(",\n", "[\n", "\n]\n"));
    }

    private String trace(int seed) {
        Random random = new Random(seed);
        Start<S> begun = start.apply(random);
        S state = begun.state();
        List<JsonNode> taken = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            E event = this.event.apply(random, state);
            Taken<S> next = this.step.apply(state, event);
            state = next.next();
            ObjectNode step = Fixtures.JSON.createObjectNode();
            step.set("event", Words.json(event));
            step.set("effects", Words.json(next.effects()));
            taken.add(step);
        }
        ObjectNode trace = Fixtures.JSON.createObjectNode();
        trace.set("start", Words.json(begun.arguments()));
        trace.set("steps", Fixtures.JSON.valueToTree(taken));
        return trace.toString();
    }
}
