package org.confero.desktop.ui.parts;

import java.time.Duration;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.conference.Refusal;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/** What happened, and what the person can do about it. */
public record Notice(String title, String advice) {
    /** Why there is no call, or no call any more. */
    public static Notice ofFailure(Failure failure) {
        String detail = failure.detail();
        return switch (failure.problem()) {
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
            case REFUSED -> refused(failure);
            case SERVER_LOST ->
                new Notice(
                        "The connection to the server was lost", "You are out of the room. Join again to come back.");
            case REMOVED ->
                new Notice(
                        "A host has put you out of the room", "You can ask to be let in again; a host then decides.");
            case DENIED ->
                new Notice("You have not been let in", "A host has said no. You can ask again; a host then decides.");
            case ENDED ->
                new Notice(detail, "Whoever joins again begins a new call there, if the room still lets people in.");
            case WAITING, SHUT_OUT, NO_CAMERA, NO_SOUND, NO_PATH, FILE_UNFIT -> ofTrouble(failure.problem(), detail);
        };
    }

    /** On the way back into a call. */
    public static Notice ofComingBack(RoomId room) {
        return new Notice(
                "Coming back to the call", "Confero ended while you were in " + room + ". Press Cancel to stay out.");
    }

    /** There again. */
    public static Notice ofBack() {
        return new Notice(
                "You are back in the call",
                "Confero had ended, and came back by itself with microphone and camera as they were. Press Leave if you do not want to be here.");
    }

    /** Why there is no new room. */
    public static Notice ofNoRoom(Failure failure) {
        return switch (failure.code()) {
            case UNAUTHORIZED ->
                new Notice(
                        "The server does not know who you are",
                        failure.detail() + ". Start the app with a fresh token of whoever runs the server.");
            case NOT_ALLOWED ->
                new Notice(
                        "You may not make rooms on this server",
                        failure.detail() + ". Ask whoever runs it, or join a room that somebody else has made.");
            case null, default -> ofFailure(failure);
        };
    }

    /** What is amiss in a call that goes on. */
    public static Notice ofTrouble(Problem problem, String detail) {
        return switch (problem) {
            case SERVER_LOST ->
                new Notice(
                        "Reconnecting to the server",
                        "You can go on talking with those who are here; nobody new can join until it is back.");
            case SHUT_OUT ->
                new Notice(
                        "The server does not let you in again",
                        detail + ". You can go on talking with those who are still here; nobody else can join you.");
            case WAITING -> new Notice("Waiting to be let in", "A host of the room has been told that you are here.");
            case NO_CAMERA ->
                new Notice(
                        "No camera",
                        "None was found, or another program uses it. The others see your name instead of your picture.");
            case NO_SOUND ->
                new Notice(
                        "No sound",
                        "There is no microphone or no sound system here: you hear nothing, nobody hears you. "
                                + "Connect one and press the microphone button to try again.");
            case NO_PATH ->
                new Notice(
                        "No connection to " + detail,
                        "A firewall may be in the way. Leave and join again, or try another network.");
            case FILE_UNFIT -> new Notice("The file was not offered", detail + ". Choose another one.");
            case SERVER_UNREACHABLE, NOT_CONFERO, UNTRUSTED_SERVER, SERVER_TIMEOUT, REFUSED, REMOVED, DENIED, ENDED ->
                ofFailure(new Failure(problem, null, detail));
        };
    }

    /** What a host asked for and the server did not do. */
    public static Notice ofRefusal(Refusal refusal) {
        String what = switch (refusal.action()) {
            case ADMIT -> "Nobody was let in";
            case DENY -> "Nobody was sent away";
            case REMOVE -> "Nobody was removed";
            case MUTE -> "Nobody was asked to mute";
            case LOCK -> "The room is not locked";
            case UNLOCK -> "The room is still locked";
            case PROMOTE, DEMOTE -> "The roles are as they were";
            case END -> "The call goes on";
        };
        String why = switch (refusal.code()) {
            case NO_SUCH_PARTICIPANT -> "They are not here any more.";
            case ROOM_FULL -> "The room is full: somebody has to leave first.";
            case NOT_JOINED, UNAVAILABLE -> "The connection to the server was lost meanwhile. Try again.";
            case TOO_MANY_REQUESTS -> "That was too much at once. Try again in a moment.";
            default -> refusal.detail() + ".";
        };
        return new Notice(what, why);
    }

    /** A time to wait as people say it, rounded up. */
    public static String words(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        if (seconds < 100) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return (seconds + 59) / 60 + " minutes";
    }

    private static Notice refused(Failure failure) {
        ErrorCode code = failure.code();
        String detail = failure.detail();
        return switch (code) {
            case ROOM_FULL -> new Notice("The room is full", "Ask somebody to leave it, or meet in another room.");
            case ROOM_LOCKED -> new Notice("The room is locked", "Ask somebody inside to unlock it.");
            case WRONG_PASSCODE -> new Notice("The room asks for a passcode", detail);
            case UNAUTHORIZED, NOT_ALLOWED -> new Notice("You may not come in", detail);
            case ROOM_INVALID -> new Notice("The server does not take this room id", detail);
            case NO_SUCH_ROOM -> new Notice("There is no such room", "Check its link; it may be over, too.");
            case NAME_INVALID -> new Notice("The server does not take this name", detail);
            case TOO_MANY_REQUESTS, UNAVAILABLE -> busy(failure.retryAfter());
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

    private static Notice busy(@Nullable Duration retryAfter) {
        return retryAfter == null
                ? new Notice("The server is too busy", "Wait a minute, then try again.")
                : new Notice("That was tried too often", "Try again in " + words(retryAfter) + ".");
    }
}
