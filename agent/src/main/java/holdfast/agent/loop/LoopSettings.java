package holdfast.agent.loop;

/**
 * What the command line says to the loop.
 *
 * @param keepAddressesOnExit at the end leave addresses where they are, without a lease, and say nothing to other routers ({@code -V})
 * @param adopt routers whose addresses another daemon of this node holds begin as MASTER ({@code --adopt})
 * @param reportAddressChanges log every address added or removed by anyone ({@code -a})
 * @param measurements gets how punctual the loop is
 * @param standing what operators ordered before
 * @param lifeSigns is told what has to outlive the process
 */
public record LoopSettings(
        boolean keepAddressesOnExit,
        boolean adopt,
        boolean reportAddressChanges,
        LoopMeasurements measurements,
        StandingOrders standing,
        LifeSigns lifeSigns) {}
