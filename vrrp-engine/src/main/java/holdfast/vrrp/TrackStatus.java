package holdfast.vrrp;

/** How a tracked thing is doing. */
public sealed interface TrackStatus {
    /** In words, of the thing it is the status of: {@code script chk_haproxy failed, exited with status 1}. */
    default String of(TrackedObject object) {
        return PriorityTracker.describe(object, this);
    }

    /** Not known yet: contributes nothing; with weight 0 it keeps a router that has not started from starting. */
    record Unknown() implements TrackStatus {}

    /** Good, with nothing to say about it: the script succeeds, the interface is up, enough processes run. */
    record Good() implements TrackStatus {}

    /**
     * The script fails, the interface is down, too few processes run.
     *
     * @param detail why, in a few words ({@code exited with status 1}), or empty
     */
    record Bad(String detail) implements TrackStatus {}

    /** The number in a tracked file; a missing or empty file is 0. */
    record Value(long number) implements TrackStatus {}
}
