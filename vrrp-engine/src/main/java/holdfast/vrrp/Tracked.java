package holdfast.vrrp;

import java.util.Objects;

/**
 * One thing a virtual router or sync group watches ({@code track_script} and its like).
 *
 * @param object what is watched
 * @param weight -254..254; 0: the router is in Fault while the thing is bad; positive: added while it is good;
 *     negative: subtracted while it is bad. For a file: the number in it is multiplied by this.
 * @param reverse swaps good and bad; for a file the sign, or with weight 0 which value is the fault
 */
public record Tracked(TrackedObject object, int weight, boolean reverse) {
    /** Checks the range. */
    public Tracked {
        Objects.requireNonNull(object);
        if (weight < -254 || weight > 254) {
            throw new IllegalArgumentException("weight " + weight + " is not in -254..254");
        }
    }
}
