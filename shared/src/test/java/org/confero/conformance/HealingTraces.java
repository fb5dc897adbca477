package org.confero.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.confero.Seeded;
import org.confero.call.ConnectionState;
import org.confero.call.Healing;
import org.confero.call.HealingEvent;
import org.confero.call.Role;

/** Healing of a link to which anything happens in any order. */
final class HealingTraces {
    record Arguments(String role, boolean relay, long now) {}

    private record World(Healing.State state, long now) {}

    static final StepTraces<?, HealingEvent> TRACES = new StepTraces<>(
            "healing",
            50,
            40,
            random -> {
                Role role = random.nextBoolean() ? Role.POLITE : Role.IMPOLITE;
                boolean relay = random.nextBoolean();
                return new StepTraces.Start<>(
                        new Arguments(role.name().toLowerCase(Locale.ROOT), relay, 0),
                        new World(Healing.initial(role, relay, 0), 0));
            },
            HealingTraces::event,
            (world, event) -> {
                Healing.Step step = Healing.step(world.state(), event);
                return new StepTraces.Taken<>(new World(step.next(), later(world.now(), event)), step.effects());
            });

    private HealingTraces() {}

    private static HealingEvent event(Random random, World world) {
        long wakeAt = world.state().wakeAt();
        long now = random.nextInt(3) > 0 && wakeAt > world.now() ? wakeAt : world.now() + random.nextInt(2500);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> new HealingEvent.Connection(Seeded.oneOf(random, List.of(ConnectionState.values())), now);
            case 3 -> new HealingEvent.NetworkChanged(now);
            case 4 -> new HealingEvent.Routed(random.nextInt(3) > 0, now);
            case 5 -> new HealingEvent.RoundTrip(random.nextInt(1000));
            case 6 -> random.nextInt(4) == 0 ? new HealingEvent.GivenUp(now) : new HealingEvent.Tick(now);
            case 7 -> new HealingEvent.Offered(now);
            case 8 -> new HealingEvent.Silent(now);
            default -> new HealingEvent.Tick(now);
        };
    }

    private static long later(long now, HealingEvent event) {
        return switch (event) {
            case HealingEvent.Connection(var state, var then) -> then;
            case HealingEvent.NetworkChanged(var then) -> then;
            case HealingEvent.Routed(var up, var then) -> then;
            case HealingEvent.Offered(var then) -> then;
            case HealingEvent.Silent(var then) -> then;
            case HealingEvent.GivenUp(var then) -> then;
            case HealingEvent.Tick(var then) -> then;
            case HealingEvent.RoundTrip ignored -> now;
        };
    }
}
