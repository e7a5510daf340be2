package holdfast.vrrp;

/** How a router leaves Active: what it says last. */
enum Parting {
    /** Nothing. */
    SILENT,
    /** An advertisement with its own, lower priority; see {@link Effect.SendAdvertisement}. */
    FAREWELL,
    /** Priority 0: others may take over after Skew_Time. */
    PRIORITY_ZERO
}
