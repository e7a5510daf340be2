package holdfast.agent.loop;

import java.util.Set;

/**
 * What operators ordered and has not ended yet; outlives the daemon.
 *
 * @param maintenance the node keeps out of elections
 * @param handedOver instances that leave their successor alone
 */
public record StandingOrders(boolean maintenance, Set<String> handedOver) {
    /** Nothing was ordered. */
    public static final StandingOrders NONE = new StandingOrders(false, Set.of());

    /** Copies the set. */
    public StandingOrders {
        handedOver = Set.copyOf(handedOver);
    }
}
