package org.confero.desktop.participant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.confero.desktop.conference.Conference;

/** What a participant is told to do while it is in a call, one order a line. */
final class Orders {
    private final Conference conference;
    private final PrintWriter complaints;

    /** @param complaints is told in one line of each order that is none */
    Orders(Conference conference, PrintWriter complaints) {
        this.conference = conference;
        this.complaints = complaints;
    }

    /** On a thread of its own, to the end of the orders; the participant stays after it. */
    void follow(InputStream lines) {
        Thread.ofPlatform().daemon().name("confero-orders").start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
                reader.lines().forEach(this::obey);
            } catch (IOException | UncheckedIOException e) {
                complaints.println("confero: No more orders can be read");
            }
        });
    }

    void obey(String line) {
        String[] words = line.strip().split(" ", 2);
        switch (words[0]) {
            case "say" -> conference.say(words.length > 1 ? words[1] : "");
            case "mute" -> conference.setMicrophone(false);
            case "unmute" -> conference.setMicrophone(true);
            case "renegotiate" -> conference.restartLinks();
            case "measure" -> conference.measureAnew();
            default ->
                complaints.println(
                        "confero: \"" + words[0] + "\" is no order: say TEXT, mute, unmute, renegotiate, measure");
        }
    }
}
