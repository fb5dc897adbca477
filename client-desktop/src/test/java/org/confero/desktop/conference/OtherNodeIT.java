package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.protocol.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one Redis, each under an address of its own, as where no load balancer stands before them. */
class OtherNodeIT {
    @Test
    void whoseNodeIsKilledGoesOnByTheOtherAndTheCallIsNotTouched(@TempDir Path folder) throws IOException {
        try (RedisProcess redis = new RedisProcess(folder);
                TestServer other = new TestServer(redis.node());
                TestServer mortal = new TestServer(redis.node("--confero.addresses=" + other.address()));
                Guest ada = new Guest(mortal.address(), "nodes", "Ada");
                Guest grace = new Guest(other.address(), "nodes", "Grace")) {
            Remote graceBefore = ada.connectedTo("Grace");
            Remote adaBefore = grace.connectedTo("Ada");
            mortal.die();
            ada.await("the loss", () -> ada.told().contains("problem SERVER_LOST"));
            ada.await("the other node", () -> ada.told().contains("server back"));
            grace.await(
                    "Ada to be there by it",
                    () -> grace.connectedTo("Ada").participant().presence() == Presence.CONNECTED);
            try (Guest edsger = new Guest(other.address(), "nodes", "Edsger")) {
                edsger.connectedTo("Ada");
                ada.connectedTo("Edsger");
            }
            long frames = ada.stats("Grace").link().framesDecoded();
            ada.await("Grace to go on", () -> ada.stats("Grace").link().framesDecoded() > frames + 30);
            assertThat(ada.connectedTo("Grace").picture()).isSameAs(graceBefore.picture());
            assertThat(grace.connectedTo("Ada").picture()).isSameAs(adaBefore.picture());
            assertThat(grace.connectedTo("Ada").id()).as("her place").isEqualTo(adaBefore.id());
        }
    }
}
