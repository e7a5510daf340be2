package holdfast.linux;

/**
 * How long the kernel keeps an address: struct ifa_cacheinfo of linux/if_addr.h, whole seconds from the moment it is set.
 *
 * @param validSeconds until the kernel removes the address, 1 to 4294967294, or {@link #INFINITE}
 * @param preferredSeconds until it is deprecated, at most {@code validSeconds}; 0 at once
 */
public record AddressLifetime(long validSeconds, long preferredSeconds) {
    /** The number that means "without end". */
    public static final long INFINITE = 0xFFFF_FFFFL;

    /** Kept and preferred without end. */
    public static final AddressLifetime FOREVER = new AddressLifetime(INFINITE, INFINITE);

    public AddressLifetime {
        if (validSeconds < 0 || validSeconds > INFINITE || preferredSeconds < 0 || preferredSeconds > validSeconds) {
            throw new IllegalArgumentException("valid " + validSeconds + " s, preferred " + preferredSeconds + " s");
        }
    }

    /** Valid and preferred equally long. */
    public static AddressLifetime ofSeconds(long seconds) {
        return new AddressLifetime(seconds, seconds);
    }

    /** Whether it neither ends nor becomes deprecated by itself, as {@link #FOREVER}. */
    public boolean isForever() {
        return validSeconds == INFINITE && preferredSeconds == INFINITE;
    }

    /** Whether the address ends by itself. */
    public boolean isFinite() {
        return validSeconds != INFINITE;
    }
}
