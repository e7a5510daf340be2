package holdfast.vrrp;

/**
 * What one tracked thing makes of a priority at the moment.
 *
 * @param tracked the thing and its weight
 * @param ofGroup whether the sync group watches it, not the virtual router itself
 * @param status how it is doing
 * @param change what it adds to the priority; negative: subtracts
 * @param fault whether it is the reason for a fault
 */
public record Contribution(Tracked tracked, boolean ofGroup, TrackStatus status, int change, boolean fault) {
    /** How it is doing in words: {@code script chk_haproxy failed, exited with status 1}. */
    public String words() {
        return status.of(tracked.object());
    }
}
