package holdfast.vip;

/**
 * A virtual address that was held and is there no more, without our doing.
 *
 * @param address which one
 * @param cause how it went
 */
public record AddressLost(VirtualAddress address, Cause cause) {
    /** How an address went. */
    public enum Cause {
        /** Its lease ended: we were frozen, starved, or the kernel refused renewal. */
        LAPSED,
        /** Somebody removed it, or the interface it was on. */
        REMOVED
    }
}
