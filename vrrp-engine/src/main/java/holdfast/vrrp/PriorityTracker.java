package holdfast.vrrp;

import holdfast.vrrp.wire.Advertisement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What tracked things make of a priority (docs/keepalived-behaviours.md, items 24 to 26): effective = base + sum of
 * the weights in force, cut to 1..254; weight 0 makes a bad thing a fault.
 */
final class PriorityTracker {
    /** A file's contribution at or below this is a fault. */
    private static final long FILE_FAULT = -254;

    private static final long MOST = 253;

    /** Everyone else goes first; priority 0 would mean that nobody serves where nobody else is left. */
    private static final int IN_MAINTENANCE = 1;

    private PriorityTracker() {}

    /**
     * The outcome.
     *
     * @param priority 1..254, or 255 for an owner
     * @param faults what is a fault now, in words
     * @param pending what has weight 0 and no result yet, in words
     */
    record Assessment(int priority, List<String> faults, List<String> pending) {}

    /** Sums up what a router watches. */
    static Assessment assess(VirtualRouter router, List<Tracked> trackers, Surroundings around) {
        long sum = router.priority();
        List<String> faults = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (Tracked tracked : trackers) {
            TrackStatus status = around.statusOf(tracked.object());
            if (status instanceof TrackStatus.Unknown) {
                if (tracked.weight() == 0) {
                    pending.add("no result of " + tracked.object() + " yet");
                }
            } else if (isFault(tracked, status)) {
                faults.add(describe(tracked.object(), status));
            } else {
                sum += contribution(tracked, status);
            }
        }
        int priority = router.isOwner()
                ? Advertisement.OWNER
                : around.maintenance() ? IN_MAINTENANCE : Math.clamp(sum, 1, 254);
        return new Assessment(priority, faults, pending);
    }

    /** What each tracked thing has to do with it; as many as there are trackers, in their order. */
    static List<Contribution> contributions(VirtualRouter router, List<Tracked> trackers, Surroundings around) {
        List<Contribution> all = new ArrayList<>();
        for (Tracked tracked : trackers) {
            TrackStatus status = around.statusOf(tracked.object());
            boolean fault = isFault(tracked, status);
            boolean counts = !fault && !router.isOwner();
            int change = counts ? Math.toIntExact(Math.clamp(contribution(tracked, status), -MOST - 1, MOST + 1)) : 0;
            all.add(new Contribution(tracked, !router.trackers().contains(tracked), status, change, fault));
        }
        return all;
    }

    private static boolean isFault(Tracked tracked, TrackStatus status) {
        return switch (status) {
            case TrackStatus.Unknown _ -> false;
            case TrackStatus.Good _ -> tracked.weight() == 0 && tracked.reverse();
            case TrackStatus.Bad _ -> tracked.weight() == 0 && !tracked.reverse();
            case TrackStatus.Value value ->
                tracked.weight() == 0
                        ? (value.number() != 0) != tracked.reverse()
                        : fileContribution(tracked, value) <= FILE_FAULT;
        };
    }

    private static long contribution(Tracked tracked, TrackStatus status) {
        return switch (status) {
            case TrackStatus.Unknown _ -> 0;
            case TrackStatus.Good _ -> weighed(tracked, !tracked.reverse());
            case TrackStatus.Bad _ -> weighed(tracked, tracked.reverse());
            case TrackStatus.Value value -> Math.min(fileContribution(tracked, value), MOST);
        };
    }

    private static long weighed(Tracked tracked, boolean good) {
        return good ? Math.max(tracked.weight(), 0) : Math.min(tracked.weight(), 0);
    }

    private static long fileContribution(Tracked tracked, TrackStatus.Value value) {
        // Cut first: a number that fills a long must not overflow.
        long number = Math.clamp(value.number(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        return number * tracked.weight() * (tracked.reverse() ? -1 : 1);
    }

    /** A status in words: {@code script chk_haproxy failed, exited with status 1}. */
    static String describe(TrackedObject object, TrackStatus status) {
        String name = object.name();
        String kind = object.kind().name().toLowerCase(Locale.ROOT) + " ";
        return switch (status) {
            case TrackStatus.Unknown _ -> kind + name + " is unknown";
            case TrackStatus.Good _ -> kind + name + goodWord(object.kind());
            case TrackStatus.Bad bad ->
                kind + name + badWord(object.kind()) + (bad.detail().isEmpty() ? "" : ", " + bad.detail());
            case TrackStatus.Value value -> "tracked file " + name + " has status " + value.number();
        };
    }

    private static String goodWord(TrackedObject.Kind kind) {
        return switch (kind) {
            case INTERFACE -> " up";
            case SCRIPT -> " succeeded";
            case FILE -> " is good";
            case PROCESS -> " gained quorum";
            case BFD -> " is up";
        };
    }

    private static String badWord(TrackedObject.Kind kind) {
        return switch (kind) {
            case INTERFACE -> " down";
            case SCRIPT -> " failed";
            case FILE -> " is bad";
            case PROCESS -> " lost quorum";
            case BFD -> " is down";
        };
    }
}
