package holdfast.conf.lint;

import holdfast.conf.model.TrackReference;
import java.util.List;

/**
 * What weights make of a priority. A weight above 0 is added while the tracker is good, one below 0 while it is bad;
 * {@code reverse} exchanges good and bad; 0 leaves the priority alone (keepalived.conf(5), "track_script").
 *
 * @param good the sum with every tracker good, before it is kept within 1 to 254
 * @param failed the sum with every tracker failed, likewise
 */
record PriorityRange(int good, int failed) {
    private static final int LOWEST = 1;
    /** 255 belongs to the owner of the addresses (RFC 9568, 5.2.4). */
    private static final int HIGHEST = 254;

    /**
     * The sums for one instance.
     *
     * @param base its {@code priority}
     * @param trackers those whose weight counts as it stands: not files, whose weight is a factor
     */
    static PriorityRange of(int base, List<TrackReference> trackers) {
        int good = base;
        int failed = base;
        for (TrackReference tracker : trackers) {
            boolean whileGood = tracker.weight() > 0 != tracker.reverse();
            good += whileGood ? tracker.weight() : 0;
            failed += whileGood ? 0 : tracker.weight();
        }
        return new PriorityRange(good, failed);
    }

    /** The priority in adverts with every tracker good. */
    int effectiveGood() {
        return Math.clamp(good, LOWEST, HIGHEST);
    }

    /** The priority in adverts with every tracker failed. */
    int effectiveFailed() {
        return Math.clamp(failed, LOWEST, HIGHEST);
    }

    /** How far the priority moves between the two. */
    int swing() {
        return Math.abs(effectiveGood() - effectiveFailed());
    }

    /** Whether one of the sums is more than an advert may say. */
    boolean isCutAbove() {
        return Math.max(good, failed) > HIGHEST;
    }

    /** Whether one of the sums is less than an advert may say. */
    boolean isCutBelow() {
        return Math.min(good, failed) < LOWEST;
    }
}
