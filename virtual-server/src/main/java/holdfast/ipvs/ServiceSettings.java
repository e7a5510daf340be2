package holdfast.ipvs;

import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceFlags;
import holdfast.linux.IpvsServiceKey;
import java.util.Objects;
import java.util.Optional;

/**
 * How the kernel spreads the connections of a virtual server; the same for each of its services.
 *
 * @param scheduler name of the module without {@code ip_vs_}, such as {@code wlc}
 * @param flags of {@link IpvsServiceFlags}: those of the scheduler and {@code ONE_PACKET}; {@code PERSISTENT} follows from the
 *     persistence
 * @param persistence a client stays with its server
 */
public record ServiceSettings(String scheduler, int flags, Optional<Persistence> persistence) {
    /** Clears the flags that follow from other settings. */
    public ServiceSettings {
        Objects.requireNonNull(scheduler);
        Objects.requireNonNull(persistence);
        flags &= ~(IpvsServiceFlags.PERSISTENT | IpvsServiceFlags.HASHED);
    }

    /** A scheduler without flags and persistence. */
    public static ServiceSettings of(String scheduler) {
        return new ServiceSettings(scheduler, 0, Optional.empty());
    }

    /** The kernel's service with this key. */
    IpvsService service(IpvsServiceKey key) {
        int bits = key.family().addressBits();
        if (persistence.isEmpty()) {
            return new IpvsService(key, scheduler, flags, 0, bits, Optional.empty());
        }
        Persistence sticky = persistence.get();
        return new IpvsService(
                key,
                scheduler,
                flags | IpvsServiceFlags.PERSISTENT,
                sticky.seconds(),
                Math.min(sticky.prefixLength(), bits),
                sticky.engine());
    }

    /**
     * Connections of one client go to one real server.
     *
     * @param seconds for so long after the last one, 1 s to 31 days
     * @param prefixLength clients with so many leading bits in common count as one; 32 or 128: each for itself
     * @param engine what else tells clients apart, such as {@code sip}
     */
    public record Persistence(long seconds, int prefixLength, Optional<String> engine) {}
}
