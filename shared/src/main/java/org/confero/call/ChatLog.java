package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What has been said, as a value: every message once, in an order that is the same for everybody who has the same messages. What
 * is here of an author is what that author had said after the change that was heard last, so that two who have heard the same of
 * everybody have the same.
 *
 * @param entries in the order in which they are shown: by Lamport time, then author, then id; the newest 500
 * @param heard the number of the last change taken, for each author
 */
public record ChatLog(List<ChatEntry> entries, NavigableMap<ClientKey, Long> heard) {
    public static final ChatLog EMPTY = new ChatLog(List.of(), Collections.emptyNavigableMap());

    private static final Comparator<ChatEntry> SHOWN = Comparator.comparingLong(ChatEntry::time)
            .thenComparing(ChatEntry::author)
            .thenComparingLong(ChatEntry::id);

    /** A message on its way, as in {@link org.confero.protocol.ControlMessage.Chat}. */
    record Passed(ChatEntry entry, long after, @Nullable Long until) {}

    public ChatLog {
        entries = List.copyOf(entries);
        heard = Collections.unmodifiableNavigableMap(new TreeMap<>(heard));
    }

    /** The number of this author's last change that is here, 0 for none. */
    public long heardOf(ClientKey author) {
        return heard.getOrDefault(author, 0L);
    }

    /** Whether there is room for changes of this author. */
    boolean hasRoomFor(ClientKey author) {
        return heard.containsKey(author) || heard.size() < Limits.CHAT_AUTHORS;
    }

    /**
     * After messages of one author as they stand after this change of theirs. What was said stays where and when it was said,
     * whatever a change of it claims.
     */
    ChatLog take(ClientKey author, List<ChatEntry> group, long until) {
        List<ChatEntry> next = new ArrayList<>(entries);
        for (ChatEntry entry : group) {
            int at = indexOf(next, entry);
            if (at < 0) {
                next.add(entry);
            } else if (next.get(at).seq() < entry.seq()) {
                next.set(at, changed(next.get(at), entry));
            }
        }
        next.sort(SHOWN);
        NavigableMap<ClientKey, Long> now = new TreeMap<>(heard);
        now.put(author, until);
        return new ChatLog(next.subList(Math.max(0, next.size() - Limits.CHAT_ENTRIES), next.size()), now);
    }

    /** Forgets authors of whom nothing is here any more, so that there is room for others. */
    ChatLog forget(Predicate<ClientKey> stays) {
        NavigableMap<ClientKey, Long> now = new TreeMap<>(heard);
        Set<ClientKey> here = new HashSet<>();
        entries.forEach(entry -> here.add(entry.author()));
        now.keySet().removeIf(author -> !here.contains(author) && !stays.test(author));
        return new ChatLog(entries, now);
    }

    /** This very change, if it is here and counts. */
    Optional<ChatEntry> find(ChatEntry change) {
        int at = indexOf(entries, change);
        return at >= 0 && entries.get(at).seq() == change.seq() ? Optional.of(entries.get(at)) : Optional.empty();
    }

    /**
     * What somebody who has this author's changes up to that one lacks, in groups that have to be taken as a whole: a message
     * that was changed later stands for what others came before that change. Ends with the group in which there are
     * {@code most}.
     */
    List<Passed> beyond(ClientKey author, long base, int most) {
        List<ChatEntry> lacking = entries.stream()
                .filter(entry -> entry.author().equals(author) && entry.seq() > base)
                .sorted(Comparator.comparingLong(ChatEntry::id))
                .toList();
        List<Passed> passed = new ArrayList<>();
        long after = base;
        long last = 0;
        for (int i = 0; i < lacking.size(); i++) {
            last = Math.max(last, lacking.get(i).seq());
            long next = i + 1 < lacking.size() ? lacking.get(i + 1).id() : heardOf(author) + 1;
            boolean whole = last < next && next > after + 1;
            passed.add(new Passed(lacking.get(i), after, whole ? next - 1 : null));
            after = whole ? next - 1 : after;
            if (whole && passed.size() >= most) {
                break;
            }
        }
        return passed;
    }

    List<ChatHeard> allHeard() {
        return heard.entrySet().stream()
                .map(each -> new ChatHeard(each.getKey(), each.getValue()))
                .toList();
    }

    private static ChatEntry changed(ChatEntry was, ChatEntry now) {
        return new ChatEntry(
                was.author(),
                was.id(),
                now.seq(),
                was.time(),
                was.sent(),
                was.name(),
                was.deleted() ? null : now.text());
    }

    private static int indexOf(List<ChatEntry> among, ChatEntry entry) {
        for (int i = 0; i < among.size(); i++) {
            ChatEntry each = among.get(i);
            if (each.author().equals(entry.author()) && each.id() == entry.id()) {
                return i;
            }
        }
        return -1;
    }
}
