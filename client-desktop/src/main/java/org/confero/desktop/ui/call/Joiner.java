package org.confero.desktop.ui.call;

import java.util.concurrent.Executor;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.JoinRequest;

/** How a room is joined; {@link CallHandle#join} in the app. */
@FunctionalInterface
public interface Joiner {
    CallHandle join(JoinRequest request, ConferenceListener listener, Executor listenerExecutor);
}
