package holdfast.vip;

/** What became of a route or rule that was to be put somewhere or taken away. */
public sealed interface RoutingOutcome {
    /** Which one. */
    RoutingEntry entry();

    /** The kernel has done it. */
    record Done(RoutingEntry entry) implements RoutingOutcome {}

    /** There was nothing to do: it was there already, or is another router's too. */
    record Unchanged(RoutingEntry entry) implements RoutingOutcome {}

    /**
     * The kernel said no, or could not be asked, or there is no such interface.
     *
     * @param entry which one
     * @param reason in words, for the log
     */
    record Refused(RoutingEntry entry, String reason) implements RoutingOutcome {}
}
