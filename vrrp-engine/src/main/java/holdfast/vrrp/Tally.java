package holdfast.vrrp;

import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.RejectionReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The running numbers behind {@link RouterCounters}. */
final class Tally {
    private final Map<RejectionReason, Count> rejected = new EnumMap<>(RejectionReason.class);
    private final Map<ChecksumDialect, Count> accepted = new EnumMap<>(ChecksumDialect.class);
    private ChecksumDialect usual;
    private Count ofUsual;
    private final Map<RouterCounters.Entry, Count> entered = new HashMap<>();
    private long received;
    private long sent;
    private long becameActive;
    private long releasedActive;
    private long zeroReceived;
    private long zeroSent;
    private long lowerReceived;
    private long refusals;

    private static final class Count {
        private long value;
    }

    void rejected(RejectionReason reason) {
        rejected.computeIfAbsent(reason, _ -> new Count()).value++;
    }

    void received(int priority, ChecksumDialect dialect) {
        received++;
        if (dialect != usual) {
            usual = dialect;
            ofUsual = accepted.computeIfAbsent(dialect, _ -> new Count());
        }
        ofUsual.value++;
        if (priority == 0) {
            zeroReceived++;
        }
    }

    /** A change of state. */
    void entered(String state, String cause) {
        entered.computeIfAbsent(new RouterCounters.Entry(state, cause), _ -> new Count()).value++;
    }

    /** How many were accepted with this dialect so far. */
    long acceptedWith(ChecksumDialect dialect) {
        Count count = accepted.get(dialect);
        return count == null ? 0 : count.value;
    }

    void sent(int priority) {
        sent++;
        if (priority == 0) {
            zeroSent++;
        }
    }

    void becameActive() {
        becameActive++;
    }

    void releasedActive() {
        releasedActive++;
    }

    void lowerPriorityReceived() {
        lowerReceived++;
    }

    void refused() {
        refusals++;
    }

    RouterCounters snapshot() {
        Map<RejectionReason, Long> reasons = new EnumMap<>(RejectionReason.class);
        rejected.forEach((reason, count) -> reasons.put(reason, count.value));
        Map<ChecksumDialect, Long> dialects = new EnumMap<>(ChecksumDialect.class);
        accepted.forEach((dialect, count) -> dialects.put(dialect, count.value));
        Map<RouterCounters.Entry, Long> transitions = new HashMap<>();
        entered.forEach((kind, count) -> transitions.put(kind, count.value));
        return new RouterCounters(
                received,
                sent,
                becameActive,
                releasedActive,
                zeroReceived,
                zeroSent,
                lowerReceived,
                Map.copyOf(reasons),
                Map.copyOf(dialects),
                refusals,
                Map.copyOf(transitions));
    }
}
