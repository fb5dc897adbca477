package org.confero.protocol;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What two participants say to each other over their link's control channel. PROTOCOL.md, "Control channel". */
public sealed interface ControlMessage {
    /**
     * The first message on every channel, in both directions, and again when something in it is another.
     *
     * @param id the sender's participant id at the moment
     * @param present how long the sender has been in the call, in milliseconds
     * @param abilities kebab-case words for what it can do beyond version 1
     */
    record Hello(
            ClientInfo client, ClientKey key, ParticipantId id, DisplayName name, long present, List<String> abilities)
            implements ControlMessage {
        private static final Pattern ABILITY = Pattern.compile("[a-z0-9-]{1," + Limits.ABILITY_CHARS + "}");

        public Hello {
            abilities = List.copyOf(abilities);
            Limits.requireCount("present", present);
            Limits.requireMost("abilities", abilities.size(), Limits.ABILITIES);
            if (!abilities.stream().allMatch(word -> ABILITY.matcher(word).matches())) {
                throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "An ability is a kebab-case word");
            }
        }
    }

    /**
     * The sender's state from now on, whole.
     *
     * @param raised the place in the row of raised hands, while the hand is up; the lower number was up first
     */
    record State(MediaState state, @Nullable Long raised) implements ControlMessage {
        public State {
            if (state.hand() != (raised != null)) {
                throw new InvalidValueException(
                        ErrorCode.BAD_MESSAGE, "'raised' stands with a raised hand and only then");
            }
            Limits.requireCount("raised", raised == null ? 0 : raised);
        }
    }

    /** How large the sender shows this picture of the receiver's from now on; null when it does not show it. */
    record Want(VideoSource source, @Nullable PictureSize size) implements ControlMessage {}

    /** To which participants the sender's links work at the moment, whole: who can carry signals to them. */
    record Links(List<ParticipantId> up) implements ControlMessage {
        public Links {
            up = List.copyOf(up);
            Limits.requireMost("up", up.size(), Limits.ROOM_CAPACITY);
        }
    }

    /**
     * Something was said, edited or deleted: by the sender, or by another whose chat the sender passes on.
     *
     * @param after the receiver has to have the author's changes up to this one before it takes this
     * @param until with this message it has them up to here; null when more messages belong to it, which follow at once and
     *     are taken together or not at all
     */
    record Chat(ChatEntry entry, long after, @Nullable Long until) implements ControlMessage {
        public Chat {
            if (after < 0 || after >= entry.seq() || (until != null && until <= after)) {
                throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'after' is below 'seq' and 'until'");
            }
            Limits.requireCount("until", until == null ? 0 : until);
        }
    }

    /** What the sender has of chat; of authors that are not named nothing is said. */
    record ChatAck(List<ChatHeard> heard) implements ControlMessage {
        public ChatAck {
            heard = List.copyOf(heard);
            Limits.requireMost("heard", heard.size(), Limits.CHAT_AUTHORS);
        }
    }

    /** Asks for a piece of what was said in the room beyond what the sender has. Answered by chats and one chat-end. */
    record ChatWanted(List<ChatHeard> heard) implements ControlMessage {
        public ChatWanted {
            heard = List.copyOf(heard);
            Limits.requireMost("heard", heard.size(), Limits.CHAT_AUTHORS);
        }
    }

    /** The piece that was asked for is at its end; {@code more} says that there is another one to ask for. */
    record ChatEnd(boolean more) implements ControlMessage {}

    /** Something that is shown for a moment. */
    record Reaction(String emoji) implements ControlMessage {
        private static final Pattern FORM =
                Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{L}\\p{Zl}\\p{Zp}\\p{Zs}]{1," + Limits.REACTION_CHARS + "}");

        public Reaction {
            if (emoji.length() > Limits.REACTION_CHARS || !FORM.matcher(emoji).matches()) {
                throw new InvalidValueException(
                        ErrorCode.BAD_MESSAGE,
                        "A reaction has 1 to " + Limits.REACTION_CHARS + " characters, no letters and no spaces");
            }
        }
    }

    /**
     * Asks for the time, and is sent back at once with the answer in it.
     *
     * @param asked by the clock of who asks, in milliseconds
     * @param answered by the clock of who answers; null in the question
     */
    record Clock(long asked, @Nullable Long answered) implements ControlMessage {
        public Clock {
            Limits.requireCount("asked", asked);
            Limits.requireCount("answered", answered == null ? 0 : answered);
        }
    }

    /**
     * What a signal of the server's would carry.
     *
     * @param to to be carried on to this participant, to whom the receiver has a link; null when it is for the receiver
     * @param from carried by the sender for this participant, to whom it has a link; null when it is the sender's own.
     *     Nobody carries what has been carried
     */
    record Signal(@Nullable ParticipantId to, @Nullable ParticipantId from, Payload data) implements ControlMessage {
        public Signal {
            if (to != null && from != null) {
                throw new InvalidValueException(
                        ErrorCode.BAD_MESSAGE, "A signal has been carried or is to be, not both");
            }
        }
    }

    /** Offers a file. {@code file} is the sender's number for it, from 1, never used for another one in this call. */
    record FileOffer(int file, FileName name, long size) implements ControlMessage {
        public FileOffer {
            requireFile(file);
            requireOffset("size", size);
        }
    }

    /** The receiver takes it from this byte on: from 0 at first, and after a broken link from where it stands. */
    record FileAccept(int file, long offset) implements ControlMessage {
        public FileAccept {
            requireFile(file);
            requireOffset("offset", offset);
        }
    }

    /** The receiver has so many bytes. Not more than {@link Limits#FILE_WINDOW_BYTES} beyond this are under way. */
    record FileProgress(int file, long offset) implements ControlMessage {
        public FileProgress {
            requireFile(file);
            requireOffset("offset", offset);
        }
    }

    /** The receiver takes no more of it. */
    record FileRefuse(int file, FileRefusal reason) implements ControlMessage {
        public FileRefuse {
            requireFile(file);
        }
    }

    /** The sender will send no more of it. */
    record FileCancel(int file) implements ControlMessage {
        public FileCancel {
            requireFile(file);
        }
    }

    /**
     * The sender has sent all of it.
     *
     * @param sha256 of the whole, in 64 small hexadecimal digits
     */
    record FileDone(int file, String sha256) implements ControlMessage {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

        public FileDone {
            requireFile(file);
            if (!FORM.matcher(sha256).matches()) {
                throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "A SHA-256 has 64 small hexadecimal digits");
            }
        }
    }

    /** The sender leaves the call: what becomes of the link now is no fault. */
    record Bye() implements ControlMessage {}

    private static void requireFile(int file) {
        if (file < 1) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'file' is 1 or more");
        }
    }

    private static void requireOffset(String name, long value) {
        if (value < 0 || value > Limits.FILE_BYTES) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "'" + name + "' is at most " + Limits.FILE_BYTES + " bytes");
        }
    }
}
