package org.confero.desktop.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.confero.desktop.conference.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a participant without a window does when it is told to, and what it tells of the others. */
class ParticipantOrdersIT {
    @Test
    void itSaysWhatItIsToldToAndMutesAndGoesOnAfterAnOrderThatIsNone(@TempDir Path folder) throws IOException {
        Map<String, String> silent =
                Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"), "PATH", folder.toString());
        try (TestServer server = new TestServer();
                ParticipantProcess ada =
                        new ParticipantProcess(folder, server.address(), "Ada", silent, "--interactive");
                ParticipantProcess grace = new ParticipantProcess(folder, server.address(), "Grace", silent)) {
            ada.await("\"link\":\"connected\"");
            grace.await("\"link\":\"connected\",\"audio\":true");
            ada.order("sing");
            ada.order("say are you there?");
            grace.await(
                    "\"chat\":[{\"name\":\"Ada\",\"text\":\"areyouthere?\",\"own\":false,\"arrival\":\"everywhere\"}]");
            ada.await("\"text\":\"areyouthere?\",\"own\":true,\"arrival\":\"everywhere\"");
            ada.order("mute");
            grace.await("\"link\":\"connected\",\"audio\":false");
            ada.order("unmute");
            grace.await("\"link\":\"connected\",\"audio\":true");
            ada.order("renegotiate");
            grace.awaitMore("framesDecoded", 60);
            assertThat(ada.output()).contains("confero: \"sing\" is no order");
            assertThat(ada.end()).isZero();
        }
    }
}
