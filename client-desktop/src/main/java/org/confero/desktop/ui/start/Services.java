package org.confero.desktop.ui.start;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confero.desktop.ui.call.Joiner;

/**
 * What the start screen's model works with.
 *
 * @param memory is told what to remember whenever somebody joins
 * @param ui the executor of the UI's thread
 * @param later runs something on the UI's thread after a time
 */
public record Services(
        Consumer<Remembered> memory, Rooms rooms, Joiner joiner, Executor ui, BiConsumer<Duration, Runnable> later) {}
