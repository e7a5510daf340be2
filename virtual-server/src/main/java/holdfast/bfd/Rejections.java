package holdfast.bfd;

import java.util.EnumMap;
import java.util.Map;

/** Counts discarded packets; whoever floods us with them gets one line of log in ten seconds for each reason. */
final class Rejections {
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final Map<RejectReason, Tally> tallies = new EnumMap<>(RejectReason.class);

    private long count;

    private static final class Tally {
        private long count;
        private long lineAt;
    }

    boolean isWorthALine(RejectReason reason, long now) {
        Tally tally = tallies.computeIfAbsent(reason, _ -> new Tally());
        tally.count++;
        count++;
        if (tally.count > 1 && now - tally.lineAt < QUIET_NANOS) {
            return false;
        }
        tally.lineAt = now;
        return true;
    }

    long count() {
        return count;
    }

    long count(RejectReason reason) {
        Tally tally = tallies.get(reason);
        return tally == null ? 0 : tally.count;
    }
}
