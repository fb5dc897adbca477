package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What hosts do and what becomes of the others, with real engines over the real server. */
@TestInstance(Lifecycle.PER_CLASS)
class HostingIT {
    private final TestServer server = new TestServer();

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void whoIsPutOutWaitsAtTheDoorUntilAHostLetsThemIn() {
        try (Guest ada = guest("door", "Ada")) {
            ada.await("being in", () -> ada.told().contains("joined door"));
            try (Guest grace = guest("door", "Grace")) {
                ada.connectedTo("Grace");
                ada.conference().moderate(Moderation.MUTE, idOf(ada, "Grace"));
                grace.await("the request", () -> grace.told().contains("asked to mute"));
                ada.conference().moderate(Moderation.REMOVE, idOf(ada, "Grace"));
                grace.await("being put out", () -> grace.told().contains("failed REMOVED"));
            }
            try (Guest again = guest("door", "Grace")) {
                ada.await("a knock", () -> ada.visitors().size() == 1);
                again.await("the door", () -> again.told().contains("waiting"));
                assertThat(again.told()).doesNotContain("joined door");
                ada.conference()
                        .moderate(Moderation.DENY, ada.visitors().getFirst().id());
                again.await("being sent away", () -> again.told().contains("failed DENIED"));
                ada.await("an empty door", () -> ada.visitors().isEmpty());
            }
            try (Guest third = guest("door", "Grace")) {
                ada.await("a knock", () -> ada.visitors().size() == 1);
                ada.conference()
                        .moderate(Moderation.ADMIT, ada.visitors().getFirst().id());
                third.connectedTo("Ada");
                ada.connectedTo("Grace");
                assertThat(third.told()).startsWith("waiting", "joined door");
            }
        }
    }

    @Test
    void rolesAndLockAreToldAndRefusalsToo() {
        try (Guest ada = guest("roles", "Ada")) {
            ada.await("being in", () -> ada.told().contains("joined roles"));
            try (Guest grace = guest("roles", "Grace")) {
                ada.connectedTo("Grace");
                grace.conference().moderate(Moderation.LOCK, null);
                grace.await("a refusal", () -> grace.told().contains("refused lock not-allowed"));
                ada.conference().moderate(Moderation.PROMOTE, idOf(ada, "Grace"));
                grace.await("the role", () -> grace.told().contains("role host"));
                grace.conference().moderate(Moderation.LOCK, null);
                ada.await("the lock", () -> ada.told().contains("locked"));
                try (Guest late = guest("roles", "Late")) {
                    late.await("a closed door", () -> late.told().contains("failed REFUSED room-locked"));
                }
                ada.conference().moderate(Moderation.END, null);
                for (Guest guest : new Guest[] {ada, grace}) {
                    guest.await("the end", () -> guest.told().contains("failed ENDED"));
                }
            }
        }
    }

    private Guest guest(String room, String name) {
        return new Guest(server.address(), room, name);
    }

    private static ParticipantId idOf(Guest guest, String name) {
        return guest.connectedTo(name).id();
    }
}
