package org.confero.codec;

import java.util.List;
import java.util.function.Consumer;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.PictureSize;
import org.confero.protocol.VideoSource;
import org.jspecify.annotations.Nullable;

/** On a control channel: one line a message in each direction. */
final class ControlMessages {
    private ControlMessages() {}

    static ControlMessage read(Fields in) {
        return switch (in.text("type")) {
            case "hello" ->
                new ControlMessage.Hello(
                        in.object("client", Parts::client),
                        new ClientKey(in.text("key")),
                        new ParticipantId(in.text("id")),
                        new DisplayName(in.text("name")),
                        in.whole("present"),
                        in.texts("abilities"));
            case "state" -> new ControlMessage.State(in.object("state", Parts::state), in.optionalWhole("raised"));
            case "want" ->
                new ControlMessage.Want(source(in.text("source")), in.optionalObject("size", ControlMessages::size));
            case "links" ->
                new ControlMessage.Links(
                        in.texts("up").stream().map(ParticipantId::new).toList());
            case "chat" -> new ControlMessage.Chat(entry(in), in.whole("after"), in.optionalWhole("until"));
            case "chat-ack" -> new ControlMessage.ChatAck(in.objects("heard", ControlMessages::heard));
            case "chat-wanted" -> new ControlMessage.ChatWanted(in.objects("heard", ControlMessages::heard));
            case "chat-end" -> new ControlMessage.ChatEnd(in.flag("more"));
            case "reaction" -> new ControlMessage.Reaction(in.text("emoji"));
            case "clock" -> new ControlMessage.Clock(in.whole("asked"), in.optionalWhole("answered"));
            case "signal" ->
                new ControlMessage.Signal(
                        Parts.id(in.optionalText("to")),
                        Parts.id(in.optionalText("from")),
                        new Payload(in.objectText("data")));
            case "file-offer" ->
                new ControlMessage.FileOffer(in.small("file"), new FileName(in.text("name")), in.whole("size"));
            case "file-accept" -> new ControlMessage.FileAccept(in.small("file"), in.whole("offset"));
            case "file-progress" -> new ControlMessage.FileProgress(in.small("file"), in.whole("offset"));
            case "file-refuse" -> new ControlMessage.FileRefuse(in.small("file"), refusal(in.text("reason")));
            case "file-cancel" -> new ControlMessage.FileCancel(in.small("file"));
            case "file-done" -> new ControlMessage.FileDone(in.small("file"), in.text("sha256"));
            case "bye" -> new ControlMessage.Bye();
            default -> throw Parts.unknownType();
        };
    }

    static void write(ControlMessage message, Json out) {
        switch (message) {
            case ControlMessage.Hello hello ->
                out.put("type", "hello")
                        .putObject("client", client -> Parts.write(hello.client(), client))
                        .put("key", hello.key().value())
                        .put("id", hello.id().value())
                        .put("name", hello.name().value())
                        .put("present", hello.present())
                        .putTexts("abilities", hello.abilities());
            case ControlMessage.State(var media, var raised) ->
                out.put("type", "state")
                        .putObject("state", state -> Parts.write(media, state))
                        .put("raised", raised);
            case ControlMessage.Want(var source, var size) -> {
                out.put("type", "want").put("source", source.word());
                if (size != null) {
                    out.putObject("size", part -> write(size, part));
                }
            }
            case ControlMessage.Links(var up) ->
                out.put("type", "links")
                        .putTexts("up", up.stream().map(ParticipantId::value).toList());
            case ControlMessage.Chat(var entry, var after, var until) -> {
                write(entry, out.put("type", "chat"));
                out.put("after", after).put("until", until);
            }
            case ControlMessage.ChatAck(var heard) ->
                out.put("type", "chat-ack").putObjects("heard", each(heard));
            case ControlMessage.ChatWanted(var heard) ->
                out.put("type", "chat-wanted").putObjects("heard", each(heard));
            case ControlMessage.ChatEnd(var more) -> out.put("type", "chat-end").put("more", more);
            case ControlMessage.Reaction(var emoji) ->
                out.put("type", "reaction").put("emoji", emoji);
            case ControlMessage.Clock(var asked, var answered) ->
                out.put("type", "clock").put("asked", asked).put("answered", answered);
            case ControlMessage.Signal(var to, var from, var data) ->
                out.put("type", "signal")
                        .put("to", word(to))
                        .put("from", word(from))
                        .putRaw("data", data.json());
            case ControlMessage.FileOffer(var file, var name, var size) ->
                out.put("type", "file-offer")
                        .put("file", file)
                        .put("name", name.value())
                        .put("size", size);
            case ControlMessage.FileAccept(var file, var offset) ->
                out.put("type", "file-accept").put("file", file).put("offset", offset);
            case ControlMessage.FileProgress(var file, var offset) ->
                out.put("type", "file-progress").put("file", file).put("offset", offset);
            case ControlMessage.FileRefuse(var file, var reason) ->
                out.put("type", "file-refuse").put("file", file).put("reason", reason.word());
            case ControlMessage.FileCancel(var file) ->
                out.put("type", "file-cancel").put("file", file);
            case ControlMessage.FileDone(var file, var sha256) ->
                out.put("type", "file-done").put("file", file).put("sha256", sha256);
            case ControlMessage.Bye() -> out.put("type", "bye");
        }
    }

    private static ChatEntry entry(Fields in) {
        return new ChatEntry(
                new ClientKey(in.text("author")),
                in.whole("id"),
                in.whole("seq"),
                in.whole("time"),
                in.whole("sent"),
                new DisplayName(in.text("name")),
                in.optionalText("text"));
    }

    private static void write(ChatEntry entry, Json out) {
        out.put("author", entry.author().value())
                .put("id", entry.id())
                .put("seq", entry.seq())
                .put("time", entry.time())
                .put("sent", entry.sent())
                .put("name", entry.name().value())
                .put("text", entry.text());
    }

    private static ChatHeard heard(Fields in) {
        return new ChatHeard(new ClientKey(in.text("author")), in.whole("seq"));
    }

    private static List<Consumer<Json>> each(List<ChatHeard> heard) {
        return heard.stream()
                .<Consumer<Json>>map(
                        one -> out -> out.put("author", one.author().value()).put("seq", one.seq()))
                .toList();
    }

    private static PictureSize size(Fields in) {
        return new PictureSize(in.small("width"), in.small("height"), in.small("framesPerSecond"));
    }

    private static void write(PictureSize size, Json out) {
        out.put("width", size.width()).put("height", size.height()).put("framesPerSecond", size.framesPerSecond());
    }

    private static VideoSource source(String word) {
        return VideoSource.ofWord(word)
                .orElseThrow(() -> new InvalidValueException(ErrorCode.BAD_MESSAGE, "No such 'source' is known here"));
    }

    /** A newer client may know more reasons; refused is refused. */
    private static FileRefusal refusal(String word) {
        return FileRefusal.ofWord(word).orElse(FileRefusal.FAILED);
    }

    private static @Nullable String word(@Nullable ParticipantId id) {
        return id == null ? null : id.value();
    }
}
