package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.AddressLifetime;
import holdfast.linux.KernelAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * An address we hold.
 *
 * @param inKernel as the kernel was asked to make it
 * @param lease how long without renewal
 * @param renewedAt when the lease began anew, monotonic nanoseconds
 */
record Holding(KernelAddress inKernel, Lease lease, long renewedAt) {
    boolean isDue(long now) {
        return lease instanceof Lease.Limited limited && limited.isDue(now - renewedAt);
    }

    boolean isOver(long now) {
        return lease instanceof Lease.Limited limited && limited.isOver(now - renewedAt);
    }

    /** What is left of the lease; empty when it does not end. */
    Optional<Duration> left(long now) {
        return lease instanceof Lease.Limited(Duration validity)
                ? Optional.of(validity.minusNanos(now - renewedAt))
                : Optional.empty();
    }

    Holding renewed(long now) {
        return new Holding(inKernel, lease, now);
    }

    /** The address preferred for a second less than it is valid, if that means nothing for it and leaves a second. */
    KernelAddress preferredForLess(VirtualAddress address) {
        boolean may = address.family() == AddressFamily.IPV4
                && address.preferredLifetime().isEmpty();
        return may && lease instanceof Lease.Limited(Duration validity) && validity.toSeconds() > 1
                ? inKernel.withLifetime(new AddressLifetime(validity.toSeconds(), validity.toSeconds() - 1))
                : inKernel;
    }

    /** The address with no more than what is left of its lease, in whole seconds and at least one. */
    KernelAddress forRestOfLease(VirtualAddress address, long now) {
        return switch (lease) {
            case Lease.Unlimited _ -> inKernel;
            case Lease.Limited(Duration validity) -> {
                long left = validity.minusNanos(now - renewedAt).toSeconds();
                Lease rest = new Lease.Limited(Duration.ofSeconds(Math.max(left, 1)));
                yield inKernel.withLifetime(address.lifetime(rest));
            }
        };
    }
}
