package org.confero.desktop.ui.parts;

import org.confero.desktop.conference.Problem;
import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What happened, and what the person can do about it. */
public record Notice(String title, String advice) {
    /** Why there is no call, or no call any more. */
    public static Notice ofFailure(Problem problem, @Nullable ErrorCode code, String detail) {
        return switch (problem) {
            case SERVER_UNREACHABLE ->
                new Notice(
                        "No server answers there",
                        "Check the server's address, and that the server is running. Then try again.");
            case NOT_CONFERO ->
                new Notice(
                        "That is not a Confero server",
                        "Something answers at this address, but it is no Confero server. Check the address and its port.");
            case UNTRUSTED_SERVER ->
                new Notice(
                        "The server's certificate is not trusted",
                        "This may not be the server that it claims to be. Ask whoever runs it before you go on.");
            case SERVER_TIMEOUT ->
                new Notice(
                        "The server did not answer in time",
                        "It may be busy, or the network slow. Wait a moment and try again.");
            case REFUSED -> refused(code, detail);
            case SERVER_LOST ->
                new Notice(
                        "The connection to the server was lost", "You are out of the room. Join again to come back.");
            case REMOVED ->
                new Notice("A host has put you out of the room", "You can join again; then a host has to let you in.");
            case ENDED -> new Notice("The call has been ended for everybody", "Join again to begin a new one.");
            case WAITING, NO_CAMERA, NO_SOUND, NO_PATH -> ofTrouble(problem, detail);
        };
    }

    /** What is amiss in a call that goes on. */
    public static Notice ofTrouble(Problem problem, String detail) {
        return switch (problem) {
            case SERVER_LOST ->
                new Notice(
                        "Reconnecting to the server",
                        "You can go on talking with those who are here; nobody new can join until it is back.");
            case WAITING -> new Notice("Waiting to be let in", "A host of the room has been told that you are here.");
            case NO_CAMERA ->
                new Notice(
                        "No camera",
                        "None was found, or another program uses it. The others see your name instead of your picture.");
            case NO_SOUND ->
                new Notice(
                        "No sound",
                        "There is no microphone or no sound system here: you hear nothing, nobody hears you.");
            case NO_PATH ->
                new Notice(
                        "No connection to " + detail,
                        "A firewall may be in the way. Leave and join again, or try another network.");
            case SERVER_UNREACHABLE, NOT_CONFERO, UNTRUSTED_SERVER, SERVER_TIMEOUT, REFUSED, REMOVED, ENDED ->
                ofFailure(problem, null, detail);
        };
    }

    private static Notice refused(@Nullable ErrorCode code, String detail) {
        return switch (code) {
            case ROOM_FULL -> new Notice("The room is full", "Ask somebody to leave it, or meet in another room.");
            case ROOM_LOCKED -> new Notice("The room is locked", "Ask somebody inside to unlock it.");
            case WRONG_PASSCODE -> new Notice("The room asks for a passcode", detail);
            case UNAUTHORIZED, NOT_ALLOWED -> new Notice("You may not come in", detail);
            case ROOM_INVALID -> new Notice("The server does not take this room id", detail);
            case NAME_INVALID -> new Notice("The server does not take this name", detail);
            case TOO_MANY_REQUESTS, UNAVAILABLE ->
                new Notice("The server is too busy", "Wait a minute, then try again.");
            case null -> new Notice("The server said no", detail);
            case BAD_MESSAGE,
                    UNKNOWN_TYPE,
                    TOO_LARGE,
                    HELLO_EXPECTED,
                    ALREADY_JOINED,
                    NOT_JOINED,
                    NO_SUCH_PARTICIPANT,
                    CONFLICT,
                    NOT_FOUND,
                    INTERNAL -> new Notice("The server said no", detail + " (" + code.word() + ")");
        };
    }
}
