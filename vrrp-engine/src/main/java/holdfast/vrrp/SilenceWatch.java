package holdfast.vrrp;

/**
 * A backup's Active_Down_Timer (RFC 9568, 6.4.2).
 *
 * @param setBy what set it last
 * @param deadlineNanos when it fires; of no meaning once {@link Setting#EXPIRED}
 * @param heardAtNanos when the active router was last heard, or the router became Backup
 * @param activeIntervalNanos Active_Adver_Interval, learned from the active router in version 3
 * @param learned whether that was learned; otherwise it is our own, and changes with it
 * @param lateWakeUps how many times in a row it fired too late to be believed
 */
public record SilenceWatch(
        Setting setBy,
        long deadlineNanos,
        long heardAtNanos,
        long activeIntervalNanos,
        boolean learned,
        int lateWakeUps) {
    /** The same silence with another end. */
    SilenceWatch until(Setting newSetting, long newDeadline) {
        return new SilenceWatch(newSetting, newDeadline, heardAtNanos, activeIntervalNanos, learned, lateWakeUps);
    }

    /** What set the timer. */
    public enum Setting {
        /** Becoming Backup, or an advertisement: it runs for Active_Down_Interval. */
        ACTIVE_DOWN_INTERVAL,
        /** An advertisement of priority 0: it runs for Skew_Time. */
        PRIORITY_ZERO,
        /** Priority 0 heard by another member of the sync group: it runs until one advertisement is missing, and an eighth of an interval. */
        PRIORITY_ZERO_OF_SIBLING,
        /** The active router has offered its place, having fallen below our priority: it runs for Skew_Time. */
        OFFERED,
        /** Nothing was heard since the start, and nobody answers for the addresses: it runs for an interval and Skew_Time. */
        UNCLAIMED,
        /** It fired long after it should have, so this process slept: once more for an interval and Skew_Time. */
        LATE_WAKE_UP,
        /** It has fired; the router waits for the other members of its sync group. */
        EXPIRED
    }
}
