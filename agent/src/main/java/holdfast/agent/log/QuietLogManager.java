package holdfast.agent.log;

import java.io.IOException;
import java.util.logging.LogManager;

/**
 * The class library's own log without a configuration. Nothing here writes to it, but JNA asks it for a logger before anything else; that
 * would read a file and look through every library for another log, which takes longer than all else that JNA does. The launcher names this
 * class in {@code java.util.logging.manager}.
 */
public final class QuietLogManager extends LogManager {
    /** For the class library. */
    public QuietLogManager() {}

    /**
     * There is nothing to read.
     *
     * @throws IOException always: that ends the first initialization there, before the search for another log
     */
    @Override
    public void readConfiguration() throws IOException {
        throw new IOException("the class library's log has no configuration");
    }
}
