package holdfast.agent.lvs.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsForwarding;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A listing as JSON, the answer to {@code lvs.list} and what {@code holdfast lvs list --json} prints; docs/command-line.md tells what the
 * members mean. Times are whole seconds before the moment of the listing.
 */
public final class ListingJson {
    private final LvsListing listing;
    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();

    private ListingJson(LvsListing listing) {
        this.listing = listing;
    }

    /**
     * A part of the listing: the daemon's heap is small.
     *
     * @param from how many real servers to pass over, of all virtual servers together
     * @param most how many to tell of
     * @return virtual servers with the real servers of this part; {@code next} is where the next part begins, or null
     */
    public static ObjectNode of(LvsListing listing, int from, int most) {
        return new ListingJson(listing).part(from, most);
    }

    private ObjectNode part(int from, int most) {
        ArrayNode servers = answer.putArray("virtualServers");
        int begin = 0;
        for (VirtualServerStatus server : listing.virtualServers()) {
            List<RealServerStatus> all = server.realServers();
            int first = Math.clamp((long) from - begin, 0, all.size());
            int last = Math.clamp((long) from + most - begin, 0, all.size());
            boolean empty = all.isEmpty() && begin >= from && begin < from + most;
            if (first < last || empty) {
                fill(servers.addObject(), server, all.subList(first, last));
            }
            begin += all.size();
        }
        if (from + most < begin) {
            answer.put("next", from + most);
        } else {
            answer.putNull("next");
        }
        return answer;
    }

    private void fill(ObjectNode object, VirtualServerStatus server, List<RealServerStatus> part) {
        object.put("virtualServer", VirtualServerWords.name(server));
        ArrayNode services = object.putArray("services");
        server.services().forEach(key -> services.add(VirtualServerWords.service(key)));
        object.put("scheduler", server.scheduler());
        object.put("quorumUp", server.quorumUp());
        object.put("quorum", server.quorum());
        object.put("hysteresis", server.hysteresis());
        object.put("liveWeight", server.liveWeight());
        object.put("sinceSeconds", ago(server.since()));
        object.put("sorryServer", server.sorryServer().orElse(null));
        object.put("sorryServerActive", server.sorryServerActive());
        object.put("checksSuspended", server.suspended());
        object.put("trouble", server.trouble().orElse(null));
        ArrayNode reals = object.putArray("realServers");
        part.forEach(real -> fill(reals.addObject(), real));
    }

    private void fill(ObjectNode object, RealServerStatus server) {
        object.put("realServer", ServerChoice.address(server));
        object.put("forwarding", forwarding(server.forwarding()));
        object.put("up", server.up());
        object.put("sinceSeconds", ago(server.since()));
        object.put("whyDown", server.whyDown().orElse(null));
        object.put(
                "weight",
                server.weight().isPresent() ? (Integer) server.weight().getAsInt() : null);
        object.put("configuredWeight", server.configuredWeight());
        object.put("admission", word(server.admission()));
        object.put(
                "operatorWeight",
                server.operatorWeight().isPresent()
                        ? (Integer) server.operatorWeight().getAsInt()
                        : null);
        Long end = listing.overrideEnds().get(server.id());
        object.put(
                "overrideEndsInSeconds",
                end == null
                        ? null
                        : (Long) Duration.ofNanos(end - listing.now()).toSeconds());
        Connections connections = listing.connections().get(server.id());
        object.put("activeConnections", connections == null ? null : (Long) connections.active());
        object.put("inactiveConnections", connections == null ? null : (Long) connections.inactive());
        OptionalLong last = server.checks().stream()
                .flatMap(check -> check.last().stream().boxed())
                .max(Comparator.comparingLong(time -> time - listing.now()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        object.put("lastCheckSeconds", last.isPresent() ? (Long) ago(last.getAsLong()) : null);
        ArrayNode checks = object.putArray("checks");
        for (RealServerStatus.CheckStatus check : server.checks()) {
            ObjectNode one = checks.addObject();
            one.put("check", check.checker());
            one.put("health", word(check.health()));
            one.put("reason", check.reason().isEmpty() ? null : check.reason());
            one.put(
                    "lastSeconds",
                    check.last().isPresent() ? (Long) ago(check.last().getAsLong()) : null);
        }
    }

    private long ago(long time) {
        return Duration.ofNanos(listing.now() - time).toSeconds();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The words of ipvsadm. */
    private static String forwarding(IpvsForwarding forwarding) {
        return switch (forwarding) {
            case IpvsForwarding.Masquerade _ -> "Masq";
            case IpvsForwarding.LocalNode _ -> "Local";
            case IpvsForwarding.Tunnel _ -> "Tunnel";
            case IpvsForwarding.DirectRouting _ -> "Route";
            case IpvsForwarding.Bypass _ -> "Bypass";
        };
    }
}
