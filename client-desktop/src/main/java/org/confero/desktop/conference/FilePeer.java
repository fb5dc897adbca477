package org.confero.desktop.conference;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.confero.call.FilesIn;
import org.confero.call.FilesInEffect;
import org.confero.call.FilesInEvent;
import org.confero.call.FilesOut;
import org.confero.call.FilesOutEffect;
import org.confero.call.FilesOutEvent;
import org.confero.desktop.files.SourceFile;
import org.confero.desktop.rtc.FilesChannel;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ControlMessage.Hello;
import org.confero.protocol.Limits;

/**
 * The files between us and one other client, whatever links there are to it one after another: carries out what {@link FilesOut} and
 * {@link FilesIn} decide. All methods on the conference's thread.
 */
final class FilePeer {
    /** What all of them share. */
    interface Owner {
        void say(FilePeer peer, ControlMessage message);

        /** The SHA-256 of a file of ours is needed; {@link FilesOutEvent.Hashed} or {@link FilesOutEvent.Failed} to everybody. */
        void hash(int file);
    }

    private final Owner owner;
    private final FileLines lines;
    private final FileSending sending;
    private final FileTaking taking;
    private final Map<Integer, Path> folders = new HashMap<>();
    private Hello hello;
    private FilesOut.State out = FilesOut.State.NONE;
    private FilesIn.State in = FilesIn.State.NONE;
    private byte[] piece = {};

    FilePeer(Hello hello, Disk disk, Loop loop, Map<Integer, SourceFile> sources, FileLines lines, Owner owner) {
        this.hello = hello;
        this.owner = owner;
        this.lines = lines;
        sending = new FileSending(disk, loop, sources::get, file -> take(new FilesOutEvent.Failed(file)));
        taking = new FileTaking(disk, this::take);
    }

    Hello hello() {
        return hello;
    }

    /** Whether anything of this file of ours is still to go there. */
    boolean sends(int file) {
        FilesOut.File known = out.files().get(file);
        return known != null && !known.stage().isOver();
    }

    /** Whether nothing is under way in either direction. */
    boolean isIdle() {
        return out.files().isEmpty() && in.files().isEmpty();
    }

    void greeted(Hello now) {
        hello = now;
    }

    void opened(FilesChannel channel) {
        sending.use(channel::send);
        channel.listen(this::came);
        take(new FilesOutEvent.Opened());
        take(new FilesInEvent.Opened());
    }

    void closed() {
        sending.use(null);
        take(new FilesOutEvent.Closed());
        take(new FilesInEvent.Closed());
    }

    void gone() {
        sending.use(null);
        take(new FilesOutEvent.Gone());
        take(new FilesInEvent.Gone());
    }

    /** One that is offered to us: it is to be written to this folder. */
    void accept(int file, Path folder) {
        folders.putIfAbsent(file, folder);
        take(new FilesInEvent.Accept(file));
        folders.remove(file);
    }

    void heard(ControlMessage message) {
        switch (message) {
            case ControlMessage.FileOffer(int file, var name, long size) ->
                take(new FilesInEvent.Offered(file, name, size));
            case ControlMessage.FileAccept(int file, long offset) -> take(new FilesOutEvent.Accepted(file, offset));
            case ControlMessage.FileProgress(int file, long offset) -> take(new FilesOutEvent.Progressed(file, offset));
            case ControlMessage.FileRefuse(int file, var reason) -> take(new FilesOutEvent.Refused(file, reason));
            case ControlMessage.FileCancel(int file) -> take(new FilesInEvent.Cancelled(file));
            case ControlMessage.FileDone(int file, String sha256) -> take(new FilesInEvent.Done(file, sha256));
            default -> {
                // Not about files.
            }
        }
    }

    private void came(byte[] message) {
        if (message.length > Limits.FILE_HEADER_BYTES) {
            ByteBuffer header = ByteBuffer.wrap(message);
            piece = message;
            take(new FilesInEvent.Piece(header.getInt(), header.getLong(), message.length - Limits.FILE_HEADER_BYTES));
            piece = new byte[0];
        }
    }

    void take(FilesOutEvent event) {
        FilesOut.Step step = FilesOut.step(out, event);
        out = step.next();
        step.effects().forEach(this::perform);
        lines.tell(false);
    }

    void take(FilesInEvent event) {
        FilesIn.State before = in;
        FilesIn.Step step = FilesIn.step(in, event);
        in = step.next();
        step.effects().forEach(effect -> perform(effect, before));
        lines.tell(false);
    }

    private void perform(FilesOutEffect effect) {
        switch (effect) {
            case FilesOutEffect.SendOffer(int file, var name, long size) ->
                owner.say(this, new ControlMessage.FileOffer(file, name, size));
            case FilesOutEffect.SendDone(int file, String sha256) ->
                owner.say(this, new ControlMessage.FileDone(file, sha256));
            case FilesOutEffect.SendCancel(int file) -> owner.say(this, new ControlMessage.FileCancel(file));
            case FilesOutEffect.SendPiece(int file, long offset, int length) -> sending.add(file, offset, length);
            case FilesOutEffect.Forget(int file) -> sending.forget(file);
            case FilesOutEffect.Hash(int file) -> owner.hash(file);
            case FilesOutEffect.Show(int file, var stage, long bytes) ->
                lines.show(lines.own(file), hello, stage, bytes);
        }
    }

    private void perform(FilesInEffect effect, FilesIn.State before) {
        switch (effect) {
            case FilesInEffect.SendAccept(int file, long offset) ->
                owner.say(this, new ControlMessage.FileAccept(file, offset));
            case FilesInEffect.SendProgress(int file, long offset) ->
                owner.say(this, new ControlMessage.FileProgress(file, offset));
            case FilesInEffect.SendRefuse(int file, var reason) ->
                owner.say(this, new ControlMessage.FileRefuse(file, reason));
            case FilesInEffect.Begin(int file) -> begin(file, before);
            case FilesInEffect.Write(int file) -> taking.write(file, piece);
            case FilesInEffect.Finish(int file, String sha256) ->
                taking.finish(file, sha256, where -> lines.saved(id(file), where, sha256));
            case FilesInEffect.Discard(int file) -> taking.discard(file);
            case FilesInEffect.Show(int file, var stage, long bytes) -> {
                FilesIn.File offered = in.files().get(file);
                if (offered != null) {
                    lines.add(id(file), offered.name(), offered.size());
                }
                lines.show(id(file), hello, stage, bytes);
            }
        }
    }

    private void begin(int file, FilesIn.State before) {
        FilesIn.File offered = before.files().get(file);
        Path folder = folders.get(file);
        if (offered != null && folder != null) {
            taking.begin(file, folder, offered.name());
        }
    }

    private FileLine.Id id(int file) {
        return new FileLine.Id(hello.key(), file);
    }
}
