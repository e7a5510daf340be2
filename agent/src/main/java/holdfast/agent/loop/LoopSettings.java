package holdfast.agent.loop;

/**
 * What the command line says to the loop.
 *
 * @param keepAddressesOnExit at the end leave addresses where they are, without a lease, and say nothing to other routers ({@code -V})
 * @param reportAddressChanges log every address added or removed by anyone ({@code -a})
 */
public record LoopSettings(boolean keepAddressesOnExit, boolean reportAddressChanges) {}
