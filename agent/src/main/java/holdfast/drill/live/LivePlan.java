package holdfast.drill.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a live drill will do, from the daemon's status.
 *
 * @param node what the daemon calls its node
 * @param name the instance or sync group that was asked for
 * @param instances what will move
 * @param interval between two adverts, in seconds; the longest of the instances
 * @param patience silence that is borne, in seconds; the longest
 * @param pinged the address that is pinged; empty when there is none
 * @param addresses all that move, for people
 */
record LivePlan(
        String node,
        String name,
        List<String> instances,
        double interval,
        double patience,
        Optional<InetAddress> pinged,
        List<String> addresses) {
    /** Copies the lists. */
    LivePlan {
        instances = List.copyOf(instances);
        addresses = List.copyOf(addresses);
    }

    /**
     * Makes the plan.
     *
     * @param status the daemon's
     * @param name of an instance or sync group
     * @throws LiveDrillException when there is none, or it is not MASTER here
     */
    static LivePlan of(JsonNode status, String name) throws LiveDrillException {
        List<JsonNode> members = members(status, name);
        if (members.isEmpty()) {
            throw new LiveDrillException("there is no instance and no sync group '" + name + "'");
        }
        double interval = 0;
        double patience = 0;
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (JsonNode member : members) {
            String instance = member.path("instance").asText();
            if (!member.path("state").asText().equals("MASTER")) {
                JsonNode master = member.path("master");
                throw new LiveDrillException(instance + " is "
                        + member.path("state").asText() + " here"
                        + (master.isObject()
                                ? ", run the drill on " + master.path("address").asText()
                                : ""));
            }
            names.add(instance);
            interval = Math.max(interval, member.path("advertSeconds").asDouble());
            patience = Math.max(
                    patience, member.path("master").path("patienceSeconds").asDouble());
            member.path("addresses")
                    .forEach(address -> addresses.add(address.path("address").asText()));
        }
        return new LivePlan(
                status.path("agent").path("routerId").asText(),
                name,
                names,
                interval,
                patience,
                addresses.stream().findFirst().map(LivePlan::withoutLength),
                addresses);
    }

    private static List<JsonNode> members(JsonNode status, String name) {
        List<JsonNode> members = new ArrayList<>();
        String group = name;
        for (JsonNode instance : status.path("instances")) {
            if (instance.path("instance").asText().equals(name)) {
                if (!instance.path("syncGroup").isTextual()) {
                    return List.of(instance);
                }
                group = instance.path("syncGroup").asText();
            }
        }
        for (JsonNode instance : status.path("instances")) {
            if (instance.path("syncGroup").asText().equals(group)) {
                members.add(instance);
            }
        }
        return members;
    }

    private static InetAddress withoutLength(String address) {
        int slash = address.indexOf('/');
        return InetAddress.ofLiteral(slash < 0 ? address : address.substring(0, slash));
    }

    /** What will happen, for people. */
    String text(double hold) {
        String what = String.join(", ", instances);
        return """
                This is no exercise in a lab: the node %s is MASTER of %s and serves with
                  %s
                The drill will
                  1. hand %s over to the other node ('holdfast switchover %s')
                  2. look for %.1f s whether that one serves
                  3. take it back ('holdfast switchover --back %s') and look again
                Clients should notice nothing; connections to the addresses that are not synchronised between
                the nodes break twice. If it is interrupted it takes the addresses back.
                """.formatted(node, what, String.join(" ", addresses), what, name, hold, name);
    }
}
