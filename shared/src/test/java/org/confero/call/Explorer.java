package org.confero.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.confero.call.Connection.IllegalOperationException;
import org.confero.call.Connection.Setup;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Walks every order in which two sides can change, gather candidates, finish operations and get each other's messages, and
 * looks at each for an operation that a connection would refuse and at each end for two sides that do not agree.
 */
final class Explorer {
    /**
     * What is explored.
     *
     * @param changesOfA the changes that side A makes, in this order, at any times; see {@link Connection#changes}
     * @param strayAnswers how many answers to nothing may come to each side, at any time at which it has no offer out
     */
    record Scenario(
            Role roleOfA,
            Role roleOfB,
            boolean bWaitsForOffer,
            String changesOfA,
            String changesOfB,
            boolean keepsCredentials,
            int strayAnswers,
            Stepper stepper) {
        @Override
        public String toString() {
            return "%s %s and %s %s%s%s%s"
                    .formatted(
                            roleOfA,
                            changesOfA,
                            roleOfB,
                            changesOfB,
                            bWaitsForOffer ? ", the second waits" : ", both may begin",
                            keepsCredentials ? ", credentials outlive a rollback" : "",
                            strayAnswers > 0 ? ", stray answers" : "");
        }
    }

    /** How it went: what is wrong, and the way there, or nothing. */
    record Result(int worlds, int ends, Optional<String> fault) {}

    /** Both sides and what is on its way between them. */
    private record World(Side a, Side b, List<SignalData> toA, List<SignalData> toB, int straysToA, int straysToB) {}

    private record Edge(@Nullable World from, String label) {}

    private record Move(String label, World to) {}

    /** No correct run makes more descriptions than this; one that does goes round in circles. */
    private static final int MOST_DESCRIPTIONS = 12;

    private final Scenario scenario;
    private final Map<World, Edge> seen = new HashMap<>();
    private final Deque<World> open = new ArrayDeque<>();
    private int ends;

    private Explorer(Scenario scenario) {
        this.scenario = scenario;
    }

    static Result explore(Scenario scenario) {
        return new Explorer(scenario).run();
    }

    private Result run() {
        discover(start(), new Edge(null, "start"));
        while (!open.isEmpty()) {
            World world = open.removeFirst();
            try {
                List<Move> moves = moves(world);
                moves.forEach(move -> discover(move.to(), new Edge(world, move.label())));
                if (moves.isEmpty()) {
                    ends++;
                    checkEnd(world);
                }
            } catch (IllegalOperationException e) {
                return new Result(seen.size(), ends, Optional.of(e.getMessage() + "\n" + wayTo(world)));
            }
        }
        return new Result(seen.size(), ends, Optional.empty());
    }

    private World start() {
        Setup a = new Setup("A", scenario.keepsCredentials(), false);
        Setup b = new Setup("B", scenario.keepsCredentials(), scenario.bWaitsForOffer());
        return new World(
                side(scenario.roleOfA(), false, a),
                side(scenario.roleOfB(), scenario.bWaitsForOffer(), b),
                List.of(),
                List.of(),
                scenario.strayAnswers(),
                scenario.strayAnswers());
    }

    private static Side side(Role role, boolean waitsForOffer, Setup setup) {
        return new Side(Negotiation.initial(role, waitsForOffer), Connection.fresh(setup), Optional.empty());
    }

    private void discover(World world, Edge edge) {
        if (seen.putIfAbsent(world, edge) == null) {
            open.addLast(world);
        }
    }

    private List<Move> moves(World world) {
        List<Move> moves = new ArrayList<>();
        World turned = turn(world);
        movesOfA(world, scenario.changesOfA()).forEach(moves::add);
        movesOfA(turned, scenario.changesOfB())
                .map(move -> new Move(move.label(), turn(move.to())))
                .forEach(moves::add);
        return moves;
    }

    private Stream<Move> movesOfA(World world, String allChanges) {
        Side side = world.a();
        String name = side.connection().setup().name();
        if (side.connection().made() > MOST_DESCRIPTIONS) {
            throw new IllegalOperationException(name + " goes round in circles");
        }
        Stepper stepper = scenario.stepper();
        int changes = side.connection().changes().length();
        return Stream.of(
                        when(
                                changes < allChanges.length(),
                                name + " changes",
                                () -> moved(world, side.change(allChanges.charAt(changes), stepper))),
                        when(
                                !side.connection().gathering().isEmpty(),
                                name + " gathers",
                                () -> moved(world, side.gather())),
                        when(
                                side.canApply(),
                                name + " applies",
                                () -> moved(world, new Side.Moved(side.apply(), List.of()))),
                        when(
                                side.operation().isPresent() && !side.canApply(),
                                name + " completes",
                                () -> moved(world, side.complete(stepper))),
                        when(
                                !world.toA().isEmpty(),
                                name + " receives",
                                () -> moved(
                                        received(world),
                                        side.receive(world.toA().getFirst(), stepper))),
                        when(
                                world.straysToA() > 0 && hasNoOfferOut(side),
                                name + " receives a stray answer",
                                () -> moved(stray(world), side.receive(STRAY, stepper))))
                .flatMap(Optional::stream);
    }

    private static final SignalData STRAY = Connection.description(Kind.ANSWER, "stray", "stray");

    private static boolean hasNoOfferOut(Side side) {
        return side.connection().signaling() != Connection.Signaling.HAVE_LOCAL_OFFER
                || side.operation().isPresent();
    }

    private static Optional<Move> when(boolean possible, String label, Supplier<World> to) {
        return possible ? Optional.of(new Move(label, to.get())) : Optional.empty();
    }

    private static World moved(World world, Side.Moved moved) {
        List<SignalData> toB =
                Stream.concat(world.toB().stream(), moved.sent().stream()).toList();
        return new World(moved.side(), world.b(), world.toA(), toB, world.straysToA(), world.straysToB());
    }

    private static World received(World world) {
        List<SignalData> rest = world.toA().subList(1, world.toA().size());
        return new World(world.a(), world.b(), List.copyOf(rest), world.toB(), world.straysToA(), world.straysToB());
    }

    private static World stray(World world) {
        return new World(world.a(), world.b(), world.toA(), world.toB(), world.straysToA() - 1, world.straysToB());
    }

    private static World turn(World world) {
        return new World(world.b(), world.a(), world.toB(), world.toA(), world.straysToB(), world.straysToA());
    }

    private static void checkEnd(World world) {
        checkSide(world.a(), world.b());
        checkSide(world.b(), world.a());
    }

    private static void checkSide(Side side, Side other) {
        Connection own = side.connection();
        Connection theirs = other.connection();
        String name = own.setup().name();
        check(own.signaling() == Connection.Signaling.STABLE, name + " ends in " + own.signaling());
        check(
                side.state().phase() instanceof Phase.Stable,
                name + " ends in " + side.state().phase());
        check(own.agreed().equals(theirs.agreed()), "They end with " + own.agreed() + " and " + theirs.agreed());
        check(own.covered() == own.changes().length(), "A change of " + name + " is forgotten");
        check(own.remote().equals(theirs.local()), name + " has other ICE credentials than were sent");
        check(own.added().contains(theirs.local()), name + " lost a candidate");
    }

    private static void check(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalOperationException(fault);
        }
    }

    private String wayTo(World world) {
        List<String> labels = new ArrayList<>();
        for (World at = world; at != null; ) {
            Edge edge = seen.get(at);
            if (edge == null) {
                break;
            }
            labels.addFirst(edge.label());
            at = edge.from();
        }
        return String.join(", ", labels);
    }
}
