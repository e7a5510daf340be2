package holdfast.agent.loop;

import holdfast.vrrp.RouterKey;
import holdfast.vrrp.RouterState;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Who follows in the routers that were Active here when this node let go of them. Each is expected to speak within its skew time, which is
 * less than an advertisement interval (RFC 9568, 6.1).
 */
final class Successors {
    /** An interval can be forty seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Duration MARGIN = Duration.ofMillis(100);

    /** Before the last word. */
    private static final Duration LONGEST_PATIENCE = Duration.ofMillis(200);

    /** The first advert goes before the first gratuitous ARPs; on a busy machine a while before. */
    private static final Duration ANNOUNCING = Duration.ofMillis(50);

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int PACKETS_A_LOOK = 64;

    /** Version 2 and 3 have these where RFC 9568, 5.1 says. */
    private static final int VRID_OFFSET = 1;

    private static final int PRIORITY_OFFSET = 2;

    /** Nobody is waited for; after the constants it is made with. */
    static final Successors NONE = new Successors(Map.of());

    private final Set<RouterKey> awaited;
    private final boolean anybodyAwaited;
    private OptionalLong heardAt = OptionalLong.empty();
    private final Duration longest;
    private final Optional<Duration> patience;

    /**
     * Waits for these.
     *
     * @param intervals how often each is advertised
     */
    Successors(Map<RouterKey, Duration> intervals) {
        this.awaited = new HashSet<>(intervals.keySet());
        this.anybodyAwaited = !awaited.isEmpty();
        Duration slowest = intervals.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
        Duration latest = slowest.plus(MARGIN);
        this.longest = latest.compareTo(LONGEST) < 0 ? latest : LONGEST;
        this.patience = intervals.values().stream()
                .min(Duration::compareTo)
                .map(fastest -> fastest.dividedBy(2))
                .map(half -> half.compareTo(LONGEST_PATIENCE) < 0 ? half : LONGEST_PATIENCE);
    }

    /** Those of the routers that are Active now. */
    static Successors of(Collection<RouterStatus> statuses) {
        Map<RouterKey, Duration> intervals = new HashMap<>();
        for (RouterStatus status : statuses) {
            if (status.state() instanceof RouterState.Active) {
                intervals.put(status.configuration().key(), status.activeInterval());
            }
        }
        return new Successors(intervals);
    }

    /** How long the last of them can take, 3 seconds at most. */
    Duration longest() {
        return longest;
    }

    /** How long the last word can wait, so that no advert is missed for it; empty when there is nobody to be followed. */
    Optional<Duration> patience() {
        return patience;
    }

    /** Whether all have spoken. */
    boolean areAllHeard() {
        return awaited.isEmpty();
    }

    /** An advert, if it is one; priority 0 is another's farewell. */
    void hear(VrrpEvent event) {
        if (event instanceof PacketReceived packet && packet.message().remaining() > PRIORITY_OFFSET) {
            ByteBuffer message = packet.message();
            if (message.get(message.position() + PRIORITY_OFFSET) != 0) {
                int vrid = message.get(message.position() + VRID_OFFSET) & 0xFF;
                boolean awaitedOne = awaited.removeIf(router -> router.vrid() == vrid
                        && router.family() == packet.family()
                        && router.interfaceName().equals(packet.interfaceName()));
                if (awaitedOne) {
                    heardAt = OptionalLong.of(System.nanoTime());
                }
            }
        }
    }

    /** Returns when all have spoken and announced themselves, or when that would have taken too long. */
    void await(ReceiverTable receivers) {
        if (!anybodyAwaited) {
            return;
        }
        long begin = System.nanoTime();
        while (!awaited.isEmpty() && System.nanoTime() - begin < longest.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
            receivers.drainAll(PACKETS_A_LOOK, this::hear);
        }
        heardAt.ifPresent(at -> LockSupport.parkNanos(at + ANNOUNCING.toNanos() - System.nanoTime()));
    }
}
