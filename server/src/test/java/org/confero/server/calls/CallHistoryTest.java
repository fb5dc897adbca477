package org.confero.server.calls;

import java.time.Duration;

class CallHistoryTest extends CallHistoryContract {
    @Override
    protected CallStore store() {
        return new InMemoryCalls(Duration.ofDays(30));
    }
}
