package holdfast.check;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/**
 * One try under way. All methods are called on the loop's thread and must not block; work for one call must be bounded, such as one buffer
 * of {@link Attempt#buffer()}.
 */
public interface Probe {
    /**
     * A channel given to {@link Attempt#watch} is ready.
     *
     * @throws IOException the try fails; {@link IoFailure} makes words of it
     */
    void ready(SelectionKey key) throws IOException;

    /** The time set by {@link Attempt#limit} is over. Usually ends the try with a {@link Verdict.Failed}. */
    void timedOut();

    /**
     * The try is over, or given up: release everything but the channels given to {@link Attempt#watch}, which the loop closes. Called once.
     */
    void close();
}
