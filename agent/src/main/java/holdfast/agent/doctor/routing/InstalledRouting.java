package holdfast.agent.doctor.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.json.JsonMapping;
import holdfast.linux.AddressFamily;
import holdfast.linux.NetworkPrefix;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualRoute;
import holdfast.vip.VirtualRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes and rules in the kernel that may be those of the file: only such are asked for as have their protocols. */
final class InstalledRouting {
    private final Map<NetworkPrefix, List<InstalledRoute>> routes = new HashMap<>();
    private final List<InstalledRule> rules = new ArrayList<>();
    private final Network network;

    private InstalledRouting(Network network) {
        this.network = network;
    }

    /** The kernel cannot be asked. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    /**
     * Asks the kernel, by way of ip(8).
     *
     * @param wanted what is looked for
     * @throws Unreadable when ip is missing, fails, or prints something else
     */
    static InstalledRouting read(Collection<RoutingEntry> wanted, Programs programs, Network network)
            throws Unreadable {
        InstalledRouting installed = new InstalledRouting(network);
        for (AddressFamily family : AddressFamily.values()) {
            Set<Integer> protocols = wanted.stream()
                    .filter(entry ->
                            entry instanceof VirtualRoute route && route.route().family() == family)
                    .map(entry -> ((VirtualRoute) entry).route().protocol())
                    .collect(Collectors.toSet());
            String option = family == AddressFamily.IPV4 ? "-4" : "-6";
            for (int protocol : protocols) {
                String proto = Integer.toString(protocol);
                for (JsonNode route :
                        list(programs, "ip", "-j", "-N", option, "route", "show", "table", "all", "proto", proto)) {
                    InstalledRoute found = InstalledRoute.of(route, family, protocol);
                    installed
                            .routes
                            .computeIfAbsent(found.destination(), _ -> new ArrayList<>())
                            .add(found);
                }
            }
            if (wanted.stream()
                    .anyMatch(entry ->
                            entry instanceof VirtualRule rule && rule.rule().family() == family)) {
                list(programs, "ip", "-j", "-N", option, "rule", "show")
                        .forEach(rule -> installed.rules.add(InstalledRule.of(rule, family)));
            }
        }
        return installed;
    }

    private static JsonNode list(Programs programs, String... command) throws Unreadable {
        return switch (programs.run(command)) {
            case Programs.Answer.Missing _ -> throw new Unreadable("ip is not installed");
            case Programs.Answer.Failed(String reason) -> throw new Unreadable("ip: " + reason);
            case Programs.Answer.Ended(int status, String output, String errors) -> {
                if (status != 0) {
                    throw new Unreadable(
                            "ip: " + errors.strip().lines().findFirst().orElse("status " + status));
                }
                try {
                    yield JsonMapping.MAPPER.readTree(output.isBlank() ? "[]" : output);
                } catch (JsonProcessingException e) {
                    throw new Unreadable("ip prints no JSON");
                }
            }
        };
    }

    /** The one in the kernel that is this one; none when it is missing. */
    List<Object> matching(RoutingEntry entry) {
        return switch (entry) {
            case VirtualRoute route ->
                routes.getOrDefault(route.route().destination(), List.of()).stream()
                        .filter(one -> one.is(route, network))
                        .<Object>map(one -> one)
                        .toList();
            case VirtualRule rule ->
                rules.stream()
                        .filter(one -> one.is(rule))
                        .<Object>map(one -> one)
                        .toList();
        };
    }
}
