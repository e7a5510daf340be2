package holdfast.agent.status;

/**
 * A virtual route or rule.
 *
 * @param text as {@code ip route} and {@code ip rule} write it, as far as it takes to tell it from others
 * @param present whether the kernel has it for this daemon
 */
public record RoutingStatus(String text, boolean present) {}
