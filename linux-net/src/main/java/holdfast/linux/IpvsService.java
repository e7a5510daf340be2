package holdfast.linux;

import java.util.Objects;
import java.util.Optional;

/**
 * A virtual service as the kernel has it.
 *
 * @param key what it is about
 * @param scheduler name of the module without {@code ip_vs_}, such as {@code wrr}; at most 15 characters
 * @param flags of {@link IpvsServiceFlags}; {@code HASHED}, which the kernel adds, is left out
 * @param persistenceSeconds how long a client stays with its server after the last connection; 0 without persistence
 * @param persistencePrefix how much of a client's address makes it the same client: 1 to 32, or 128 for IPv6
 * @param persistenceEngine what else tells clients apart, such as {@code sip}
 */
public record IpvsService(
        IpvsServiceKey key,
        String scheduler,
        int flags,
        long persistenceSeconds,
        int persistencePrefix,
        Optional<String> persistenceEngine) {
    /** Checks what is out of the kernel's ranges. */
    public IpvsService {
        Objects.requireNonNull(key);
        Objects.requireNonNull(scheduler);
        Objects.requireNonNull(persistenceEngine);
        if (persistencePrefix < 0 || persistencePrefix > key.family().addressBits()) {
            throw new IllegalArgumentException("persistence prefix " + persistencePrefix);
        }
    }

    /** A service without persistence. */
    public static IpvsService of(IpvsServiceKey key, String scheduler) {
        return new IpvsService(key, scheduler, 0, 0, key.family().addressBits(), Optional.empty());
    }

    /** The same with these flags. */
    public IpvsService withFlags(int other) {
        return new IpvsService(key, scheduler, other, persistenceSeconds, persistencePrefix, persistenceEngine);
    }

    /** The same with persistence. */
    public IpvsService withPersistence(long seconds, int prefix) {
        return new IpvsService(key, scheduler, flags | IpvsServiceFlags.PERSISTENT, seconds, prefix, persistenceEngine);
    }
}
