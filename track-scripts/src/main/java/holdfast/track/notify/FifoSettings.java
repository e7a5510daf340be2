package holdfast.track.notify;

import holdfast.track.run.RunAs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code notify_fifo}, {@code vrrp_notify_fifo} or {@code lvs_notify_fifo} with its script.
 *
 * @param path where the FIFO is or will be made; absolute
 * @param owner whom a FIFO we make belongs to; empty for this process's user
 * @param script started with the path as one more argument ({@code notify_fifo_script})
 * @param topics what it is told about
 */
public record FifoSettings(Path path, Optional<RunAs> owner, Optional<NotifyScript> script, Set<FifoTopic> topics) {
    /** Copies the set. */
    public FifoSettings {
        topics = Set.copyOf(topics);
    }
}
