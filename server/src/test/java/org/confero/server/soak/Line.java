package org.confero.server.soak;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One socket of a guest, also in the drills. Said by one thread; heard on the HTTP client's. */
public final class Line {
    /** Of a socket that the client itself has cut, or that broke. */
    static final int BROKEN = 1006;

    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final BiConsumer<Line, @Nullable String> ear;
    private final WebSocket socket;

    /** {@code ear} takes each text, and null when nothing more comes. Throws {@link CompletionException} when refused. */
    public Line(HttpClient http, URI server, BiConsumer<Line, @Nullable String> ear) {
        this.ear = ear;
        socket = http.newWebSocketBuilder()
                .subprotocols("confero.v1")
                .buildAsync(server, new Ear())
                .join();
    }

    /** Whether it could be said; what was said last on a socket that ends may be lost all the same. */
    public boolean say(String text) {
        return isDone(socket.sendText(text, true));
    }

    boolean sayBinary() {
        return isDone(socket.sendBinary(ByteBuffer.wrap(new byte[8]), true));
    }

    /** Says goodbye with this code and waits until the server has answered. */
    public void close(int code) {
        if (isDone(socket.sendClose(code, ""))) {
            awaitEnd();
        }
        crash();
    }

    /** Cuts it without a word. */
    public void crash() {
        socket.abort();
        end(BROKEN);
    }

    public boolean isOver() {
        return ended.isDone();
    }

    /** The close code; waits for it. */
    int awaitEnd() {
        return ended.copy()
                .completeOnTimeout(BROKEN, Guest.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void end(int code) {
        if (ended.complete(code)) {
            ear.accept(this, null);
        }
    }

    private static boolean isDone(CompletableFuture<WebSocket> saying) {
        try {
            saying.orTimeout(Guest.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException lost) {
            return false;
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                ear.accept(Line.this, parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(BROKEN);
        }
    }
}
