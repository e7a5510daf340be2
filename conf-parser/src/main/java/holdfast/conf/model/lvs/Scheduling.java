package holdfast.conf.model.lvs;

import java.util.Set;

/**
 * How connections are spread over real servers.
 *
 * @param scheduler name of the scheduler, such as {@code wlc} (ipvsadm(8))
 * @param flags flags of the scheduler
 * @param hashed {@code hashed}, with scheduler {@code sh} only
 * @param onePacket {@code ops}: each UDP packet is scheduled for itself
 */
public record Scheduling(String scheduler, Set<Flag> flags, boolean hashed, boolean onePacket) {
    /** Copies the set. */
    public Scheduling {
        flags = Set.copyOf(flags);
    }

    /** Flags of schedulers (ipvsadm(8), {@code -b}). */
    public enum Flag {
        /** {@code flag-1}, {@code sh-fallback}, {@code mh-fallback}. */
        FLAG_1,
        /** {@code flag-2}, {@code sh-port}, {@code mh-port}. */
        FLAG_2,
        /** {@code flag-3}. */
        FLAG_3
    }
}
