package org.confero.desktop.ui.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.FileLine;
import org.confero.protocol.ClientKey;

/** Messages and files in one row: a file stands below the message that was the last one when it was offered. */
final class Timeline {
    /** One thing of either kind. */
    sealed interface Entry {
        record Said(ChatLine line) implements Entry {}

        record Offered(FileLine line) implements Entry {}
    }

    private record Message(ClientKey author, long id) {
        static Message of(ChatLine line) {
            return new Message(line.author(), line.id());
        }
    }

    /** Below which message each file stands; nothing for those above all. */
    private final Map<FileLine.Id, Optional<Message>> places = new HashMap<>();

    List<Entry> of(List<ChatLine> said, List<FileLine> files) {
        Optional<Message> last = said.isEmpty() ? Optional.empty() : Optional.of(Message.of(said.getLast()));
        places.keySet().retainAll(files.stream().map(FileLine::id).toList());
        files.forEach(file -> places.putIfAbsent(file.id(), last));
        List<Message> known = said.stream().map(Message::of).toList();
        List<Entry> entries = new ArrayList<>();
        files.stream()
                .filter(file -> place(file).filter(known::contains).isEmpty())
                .forEach(file -> entries.add(new Entry.Offered(file)));
        for (ChatLine line : said) {
            entries.add(new Entry.Said(line));
            files.stream()
                    .filter(file -> place(file).equals(Optional.of(Message.of(line))))
                    .forEach(file -> entries.add(new Entry.Offered(file)));
        }
        return entries;
    }

    private Optional<Message> place(FileLine file) {
        return places.getOrDefault(file.id(), Optional.empty());
    }
}
