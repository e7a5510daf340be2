package holdfast.agent.status;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an instance is configured, as far as one wants to see it beside its state.
 *
 * @param vrid 1 to 255
 * @param ipv6 its family
 * @param version 2 or 3
 * @param interfaceName where it listens
 * @param sendingInterface where its adverts leave: the same, or the virtual MAC interface
 * @param interval {@code advert_int}
 * @param startsAsMaster {@code state MASTER}
 * @param preempt it takes over from a router with a lower priority
 * @param preemptDelay {@code preempt_delay}
 * @param authenticated adverts carry a password
 * @param multicastGroup where adverts go; empty with unicast peers
 * @param unicastPeers where they go instead
 */
public record InstanceSettings(
        int vrid,
        boolean ipv6,
        int version,
        String interfaceName,
        String sendingInterface,
        Duration interval,
        boolean startsAsMaster,
        boolean preempt,
        Duration preemptDelay,
        boolean authenticated,
        Optional<InetAddress> multicastGroup,
        List<InetAddress> unicastPeers) {
    /** Copies the list. */
    public InstanceSettings {
        unicastPeers = List.copyOf(unicastPeers);
    }
}
