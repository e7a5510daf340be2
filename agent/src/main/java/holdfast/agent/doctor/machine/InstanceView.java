package holdfast.agent.doctor.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon sees an instance.
 *
 * @param name of the instance
 * @param state {@code MASTER}, {@code BACKUP}, {@code FAULT} or {@code INIT}
 * @param stateSince how long it has been so
 * @param reason why it is so
 * @param priority the effective one
 * @param interval of its adverts
 * @param troubles what it cannot do
 * @param master the other node that is master, if it knows one
 * @param peers the other nodes
 */
public record InstanceView(
        String name,
        String state,
        Duration stateSince,
        String reason,
        int priority,
        Duration interval,
        List<String> troubles,
        Optional<InetAddress> master,
        List<Peer> peers) {
    /** Copies the lists. */
    public InstanceView {
        troubles = List.copyOf(troubles);
        peers = List.copyOf(peers);
    }

    /**
     * Another node.
     *
     * @param address its address
     * @param configured whether it is a {@code unicast_peer}
     * @param lastHeard how long ago its last good advert came
     * @param priority that it advertises
     * @param rejected how many of its packets were not believed
     * @param lastError why the last of them was not
     */
    public record Peer(
            InetAddress address,
            boolean configured,
            Optional<Duration> lastHeard,
            int priority,
            long rejected,
            Optional<Rejection> lastError) {}

    /**
     * A packet that was not believed.
     *
     * @param ago when
     * @param reason a few words, as {@link holdfast.vrrp.wire.RejectionReason#text()} has them
     * @param detail the offending value
     */
    public record Rejection(Duration ago, String reason, String detail) {}

    /** Whether this node is master. */
    public boolean isMaster() {
        return state.equals("MASTER");
    }

    /** How long nothing may be heard of a node before it is silent. */
    public Duration silence() {
        return interval.multipliedBy(4).plusSeconds(1);
    }

    static InstanceView of(JsonNode instance) {
        List<String> troubles = new ArrayList<>();
        instance.path("troubles").forEach(trouble -> troubles.add(trouble.asText()));
        List<Peer> peers = new ArrayList<>();
        instance.path("peers").forEach(peer -> peers.add(peer(peer)));
        JsonNode master = instance.path("master");
        return new InstanceView(
                instance.path("instance").asText(),
                instance.path("state").asText(),
                seconds(instance.path("sinceSeconds")),
                instance.path("reason").asText(),
                instance.path("priority").path("effective").asInt(),
                seconds(instance.path("advertSeconds")),
                troubles,
                master.isObject() && !master.path("ourselves").asBoolean()
                        ? Optional.of(
                                InetAddress.ofLiteral(master.path("address").asText()))
                        : Optional.empty(),
                peers);
    }

    private static Peer peer(JsonNode peer) {
        JsonNode last = peer.path("last");
        JsonNode error = peer.path("lastError");
        return new Peer(
                InetAddress.ofLiteral(peer.path("address").asText()),
                peer.path("configured").asBoolean(),
                last.isObject() ? Optional.of(seconds(last.path("agoSeconds"))) : Optional.empty(),
                last.path("priority").asInt(),
                peer.path("rejected").asLong(),
                error.isObject()
                        ? Optional.of(new Rejection(
                                seconds(error.path("agoSeconds")),
                                error.path("reason").asText(),
                                error.path("detail").asText()))
                        : Optional.empty());
    }

    private static Duration seconds(JsonNode seconds) {
        return Duration.ofMillis(Math.round(seconds.asDouble() * 1000));
    }
}
