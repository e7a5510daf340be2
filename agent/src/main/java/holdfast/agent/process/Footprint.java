package holdfast.agent.process;

import holdfast.linux.UntouchedPages;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the daemon has in memory near what it needs to run: the pages of the virtual machine and of the start-up archive that
 * only the start had a use for are given back. What is needed again comes from the page cache, and stays. Nothing waits for it.
 */
public final class Footprint {
    private static final Logger LOG = LoggerFactory.getLogger(Footprint.class);
    private static final Duration START = Duration.ofSeconds(5);

    private Footprint() {}

    /** Does so five seconds from now, on a thread that keeps no process alive. */
    public static void shrinkAfterStart() {
        Thread.ofPlatform().daemon().name("footprint").start(() -> {
            try {
                Thread.sleep(START);
                LOG.debug("{} bytes of memory given back", UntouchedPages.giveBack());
            } catch (IOException e) {
                LOG.debug("no memory can be given back: {}", e.getMessage());
            } catch (InterruptedException e) { // nobody does
                Thread.currentThread().interrupt();
            }
        });
    }
}
