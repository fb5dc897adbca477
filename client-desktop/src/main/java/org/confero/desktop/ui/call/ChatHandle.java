package org.confero.desktop.ui.call;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the screens may do with a conference's chat, as functions. */
public record ChatHandle(Consumer<String> say, BiConsumer<Long, String> edit, Consumer<Long> delete) {}
