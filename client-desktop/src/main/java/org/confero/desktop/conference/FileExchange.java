package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confero.call.FilesInEvent;
import org.confero.call.FilesOutEvent;
import org.confero.desktop.files.SourceFile;
import org.confero.desktop.files.UnfitFileException;
import org.confero.desktop.rtc.FilesChannel;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ControlMessage.Hello;

/**
 * The files that are offered in the call, ours and the others'. It lasts as long as our stay, whatever becomes of links and servers.
 * All methods on the conference's thread.
 */
final class FileExchange implements FilePeer.Owner {
    private static final Logger LOG = System.getLogger(FileExchange.class.getName());

    /** In a {@code hello}: whoever says it takes files. */
    static final String ABILITY = "files";

    private final BiConsumer<ClientKey, ControlMessage> channels;
    private final Consumer<String> refused;
    private final Loop loop;
    private final Disk disk;
    private final FileLines lines;

    /** Ours that somebody may still want. */
    private final Map<Integer, SourceFile> sources = new HashMap<>();

    /** Of ours, those that are offered also to everybody who comes. */
    private final Set<Integer> standing = new HashSet<>();

    private final Set<Integer> summing = new HashSet<>();
    private final Map<Integer, String> sums = new HashMap<>();

    /** With everybody who takes files, in the order of their coming. */
    private final Map<ClientKey, FilePeer> peers = new LinkedHashMap<>();

    private int numbers;

    /**
     * @param channels says this to the client with that key, if there is a channel to it
     * @param listener is told all the files whenever anything of them has changed
     * @param refused is told, in a sentence, why a file of ours cannot be offered
     */
    FileExchange(
            Ourselves ourselves,
            BiConsumer<ClientKey, ControlMessage> channels,
            Loop loop,
            Consumer<List<FileLine>> listener,
            Consumer<String> refused) {
        this.channels = channels;
        this.loop = loop;
        this.refused = refused;
        disk = new Disk(loop);
        lines = new FileLines(ourselves.key(), listener);
    }

    /**
     * Offers a file of ours to everybody who is there.
     *
     * @param toComers also to everybody who comes later
     */
    void offer(Path path, boolean toComers) {
        disk.run(() -> SourceFile.open(path), source -> offer(source, toComers), reason -> refuse(path, reason));
    }

    private void offer(SourceFile source, boolean toComers) {
        int file = ++numbers;
        sources.put(file, source);
        if (toComers) {
            standing.add(file);
        }
        lines.add(lines.own(file), source.name(), source.size());
        peers.values().forEach(peer -> offer(file, source, peer));
        lines.tell(false);
        release();
    }

    private static void offer(int file, SourceFile source, FilePeer to) {
        to.take(new FilesOutEvent.Offer(file, source.name(), source.size()));
    }

    private void refuse(Path path, Exception reason) {
        LOG.log(Level.DEBUG, "Not offered", reason);
        refused.accept(
                reason instanceof UnfitFileException unfit
                        ? String.valueOf(unfit.getMessage())
                        : path.getFileName() + " cannot be read");
    }

    /** Takes one that is offered to us, and writes it to this folder. */
    void accept(FileLine.Id id, Path folder) {
        FilePeer peer = peers.get(id.owner());
        if (peer != null) {
            peer.accept(id.number(), folder);
        }
    }

    /** Sends one of ours to nobody any more; takes no more of one of another's. */
    void end(FileLine.Id id) {
        FilePeer owner = peers.get(id.owner());
        if (owner != null) {
            owner.take(new FilesInEvent.Decline(id.number()));
        } else if (lines.own(id.number()).equals(id)) {
            standing.remove(id.number());
            peers.values().forEach(peer -> peer.take(new FilesOutEvent.Cancel(id.number())));
            release();
        }
    }

    /** Every hello; the first on a channel opens it. Over {@code channel} its files come and go. */
    void greeted(Hello hello, boolean first, FilesChannel channel) {
        if (!hello.abilities().contains(ABILITY)) {
            return;
        }
        FilePeer known = peers.get(hello.key());
        if (known == null) {
            known = new FilePeer(hello, disk, loop, sources, lines, this);
            peers.put(hello.key(), known);
            for (int file : standing) {
                SourceFile source = sources.get(file);
                if (source != null) {
                    offer(file, source, known);
                }
            }
        }
        known.greeted(hello);
        if (first) {
            known.opened(channel);
        }
    }

    /** Nothing comes and goes until it is opened again. */
    void closed(ClientKey key) {
        FilePeer peer = peers.get(key);
        if (peer != null) {
            peer.closed();
        }
    }

    /** For good: what is under way is over, and what there is of it deleted. */
    void gone(ClientKey key) {
        FilePeer peer = peers.remove(key);
        if (peer != null) {
            peer.gone();
            release();
        }
    }

    void heard(ClientKey key, ControlMessage message) {
        FilePeer peer = peers.get(key);
        if (peer != null) {
            peer.heard(message);
            release();
        }
    }

    /** Has to be called often: what has only moved on is told here. */
    void tick() {
        lines.tell(true);
    }

    /** Everybody has gone already; done when nothing half is left on the disk. */
    CompletableFuture<Void> close() {
        standing.clear();
        release();
        return disk.close();
    }

    @Override
    public void say(FilePeer peer, ControlMessage message) {
        channels.accept(peer.hello().key(), message);
    }

    @Override
    public void hash(int file) {
        SourceFile source = sources.get(file);
        String known = sums.get(file);
        if (known != null) {
            // Not now: whoever asks is in the middle of a step.
            loop.execute(() -> summed(file, known));
        } else if (source != null && summing.add(file)) {
            disk.runBeside(source::sha256, sum -> summed(file, sum), reason -> {
                LOG.log(Level.DEBUG, "No sum", reason);
                peers.values().forEach(peer -> peer.take(new FilesOutEvent.Failed(file)));
                release();
            });
        }
    }

    private void summed(int file, String sum) {
        if (!sources.containsKey(file)) {
            return;
        }
        sums.put(file, sum);
        lines.sum(lines.own(file), sum);
        peers.values().forEach(peer -> peer.take(new FilesOutEvent.Hashed(file, sum)));
    }

    /** Closes files of ours that nobody can want any more. */
    private void release() {
        for (int file : List.copyOf(sources.keySet())) {
            if (!standing.contains(file) && peers.values().stream().noneMatch(peer -> peer.sends(file))) {
                SourceFile source = sources.remove(file);
                summing.remove(file);
                sums.remove(file);
                if (source != null) {
                    disk.run(
                            () -> {
                                source.close();
                                return file;
                            },
                            done -> {},
                            reason -> LOG.log(Level.DEBUG, "Not closed", reason));
                }
            }
        }
    }
}
