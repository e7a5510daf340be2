package holdfast.check;

import java.nio.channels.SelectionKey;

/** The probe of a try that ended before anything was opened. */
record Over() implements Probe {
    @Override
    public void ready(SelectionKey key) {
        throw new IllegalStateException("no channel is watched");
    }

    @Override
    public void timedOut() {
        throw new IllegalStateException("the try is over");
    }

    @Override
    public void close() {
        // there is nothing
    }
}
