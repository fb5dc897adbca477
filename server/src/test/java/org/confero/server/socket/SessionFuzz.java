package org.confero.server.socket;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import org.slf4j.LoggerFactory;

/**
 * Some clients with one server, of which none behaves: they say what they like, lose their sockets, take their sessions up
 * again from anywhere, and fall silent. The fuzzer chooses what happens next; {@link Crowd} knows what must hold then.
 */
public final class SessionFuzz {
    private static final int MOST_STEPS = 60;

    private SessionFuzz() {}

    public static void fuzzerInitialize() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    }

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var crowd = new Crowd();
        for (int step = 0; step < MOST_STEPS && data.remainingBytes() > 0; step++) {
            Visitor visitor = crowd.visitor(data.consumeInt(0, Crowd.SIZE - 1));
            switch (data.consumeInt(0, 13)) {
                case 0 -> visitor.connect();
                case 1 -> visitor.sayHello();
                case 2 -> visitor.resume(visitor.lastSeq());
                case 3 -> visitor.resume(data.consumeLong(0, 40));
                case 4 -> crowd.visitor(data.consumeInt(0, Crowd.SIZE - 1)).resumeAs(visitor);
                case 5 -> visitor.join("room-" + data.consumeInt(0, 1));
                case 6 -> visitor.leave();
                case 7 -> visitor.signal(data.consumeInt(0, Crowd.SIZE));
                case 8 -> visitor.moderate(data.consumeInt(), data.consumeInt(0, Crowd.SIZE));
                case 9 -> visitor.ack(data.consumeLong(-1, 40));
                case 10 -> visitor.say(data.consumeString(200));
                case 11 -> visitor.lose();
                case 12 -> visitor.close();
                default -> crowd.pass(data.consumeInt(0, 40_000));
            }
            crowd.holds();
        }
        crowd.goesHome();
    }
}
