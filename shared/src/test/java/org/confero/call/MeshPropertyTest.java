package org.confero.call;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.confero.Seeded;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.Test;

class MeshPropertyTest {
    private static final List<ParticipantId> IDS =
            Stream.of("a", "b", "c", "d", "e").map(ParticipantId::new).toList();

    @Test
    void thereIsOneLinkToEveryOtherWhoIsThereAndNoneToAnybodyElse() {
        Seeded.always(random -> follow(Seeded.some(random, 30, MeshPropertyTest::news)));
    }

    private static void follow(List<MeshEvent> news) {
        Mesh.State state = Mesh.State.OUTSIDE;
        Set<ParticipantId> links = new LinkedHashSet<>();
        Roster roster = new Roster();
        for (MeshEvent event : news) {
            Mesh.Step step = Mesh.step(state, event);
            for (MeshEffect effect : step.effects()) {
                switch (effect) {
                    case MeshEffect.Open open ->
                        assertThat(links.add(open.peer())).isTrue();
                    case MeshEffect.Close close ->
                        assertThat(links.remove(close.peer())).isTrue();
                }
            }
            state = step.next();
            roster.hear(event);
            assertThat(links).isEqualTo(roster.others()).isEqualTo(Set.copyOf(state.peers()));
        }
    }

    @Test
    void ofTwoSidesOneIsPolite() {
        for (ParticipantId one : IDS) {
            assertThat(IDS)
                    .filteredOn(other -> !other.equals(one))
                    .allSatisfy(other -> assertThat(Role.of(one, other)).isNotEqualTo(Role.of(other, one)));
        }
    }

    private static MeshEvent news(Random random) {
        ParticipantId id = id(random);
        return switch (random.nextInt(5)) {
            case 0 -> new MeshEvent.Joined(id, Seeded.some(random, 5, MeshPropertyTest::id));
            case 1 -> new MeshEvent.PeerLeft(id);
            case 2 -> new MeshEvent.Left();
            default -> new MeshEvent.PeerJoined(id);
        };
    }

    private static ParticipantId id(Random random) {
        return Seeded.oneOf(random, IDS);
    }

    /** Who is there, kept the plain way. */
    private static final class Roster {
        private final Set<ParticipantId> self = new LinkedHashSet<>();
        private final Set<ParticipantId> all = new LinkedHashSet<>();

        void hear(MeshEvent event) {
            switch (event) {
                case MeshEvent.Joined joined -> {
                    self.clear();
                    self.add(joined.self());
                    all.clear();
                    all.addAll(joined.others());
                }
                case MeshEvent.PeerJoined(var peer) -> {
                    if (!self.isEmpty()) {
                        all.add(peer);
                    }
                }
                case MeshEvent.PeerLeft(var peer) -> all.remove(peer);
                case MeshEvent.Left() -> {
                    self.clear();
                    all.clear();
                }
            }
        }

        Set<ParticipantId> others() {
            return all.stream().filter(id -> !self.contains(id)).collect(toSet());
        }
    }
}
