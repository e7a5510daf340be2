package holdfast.conf.model;

import java.util.List;

/**
 * What is put on the machine at start and stays there, whatever instances do.
 *
 * @param addresses {@code static_ipaddress}
 * @param routes {@code static_routes}
 * @param rules {@code static_rules}
 * @param trackGroups {@code track_group} blocks
 */
public record StaticEntries(
        List<StaticAddress> addresses, List<Route> routes, List<RoutingRule> rules, List<TrackGroup> trackGroups) {
    /** Copies the lists. */
    public StaticEntries {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        trackGroups = List.copyOf(trackGroups);
    }
}
