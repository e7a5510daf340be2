package holdfast.agent.metrics;

import holdfast.agent.status.AddressStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.status.VrrpStatus;
import holdfast.agent.web.Observation;
import holdfast.linux.AddressText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the exporter does not tell of instances: why, for how long, with which peers. */
final class InstanceFamilies {
    /** So many peers of an instance have series of their own: anyone on the network can pretend to be a router. */
    static final int MOST_PEERS = 16;

    private static final List<String> STATES =
            Arrays.stream(InstanceState.values()).map(Enum::name).toList();

    private final Families families;
    private int addresses;

    InstanceFamilies(Families families) {
        this.families = families;
    }

    void add(Observation observation) {
        VrrpStatus vrrp = observation.status().vrrp();
        for (InstanceStatus instance : vrrp.instances()) {
            state(instance);
            counters(instance);
            instance.addresses().forEach(address -> address(instance, address));
            instance.peers().stream().limit(MOST_PEERS).forEach(peer -> peer(instance, peer));
        }
        for (VrrpStatus.Group group : vrrp.groups()) {
            families.state(
                    "holdfast_sync_group_state",
                    "1 for the state that the sync group announced last.",
                    group.state().orElse("INIT"),
                    STATES,
                    "group",
                    group.name());
        }
    }

    private void state(InstanceStatus instance) {
        String name = instance.name();
        families.state(
                "holdfast_instance_state",
                "1 for the state the instance is in.",
                instance.state().name(),
                STATES,
                "iname",
                name);
        families.gauge(
                "holdfast_instance_state_change_timestamp_seconds",
                "When the instance came into its state, in seconds since 1970.",
                timestamp(instance.entry().at()),
                "iname",
                name);
        families.gauge(
                "holdfast_instance_priority",
                "Effective priority: the configured one with what tracked things add.",
                instance.priority().effective(),
                "iname",
                name);
        families.gauge(
                "holdfast_instance_configured_priority",
                "Priority in the configuration.",
                instance.priority().configured(),
                "iname",
                name);
        families.gauge(
                "holdfast_instance_advert_interval_seconds",
                "Time from advert to advert.",
                Families.seconds(instance.settings().interval()),
                "iname",
                name);
        families.gauge(
                "holdfast_instance_masters",
                "Routers that act as MASTER as far as this node hears, itself included: 1 is right.",
                masters(instance),
                "iname",
                name);
    }

    private static long masters(InstanceStatus instance) {
        long others = instance.peers().stream().filter(PeerView::speaking).count();
        return others + (instance.state() == InstanceState.MASTER ? 1 : 0);
    }

    private void counters(InstanceStatus instance) {
        String name = instance.name();
        instance.counters()
                .transitions()
                .forEach((entry, times) -> families.counter(
                        "holdfast_instance_transitions",
                        "Changes of state, by the state entered and the cause.",
                        times,
                        "iname",
                        name,
                        "state",
                        entry.state(),
                        "cause",
                        entry.cause()));
        instance.counters()
                .rejected()
                .forEach((reason, packets) -> families.counter(
                        "holdfast_adverts_rejected",
                        "Packets that were not believed, by reason.",
                        packets,
                        "iname",
                        name,
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT)));
        families.counter(
                "holdfast_adverts_lower_priority_received",
                "Adverts of lower priority that came while MASTER.",
                instance.counters().lowerPriorityReceived(),
                "iname",
                name);
        families.counter(
                "holdfast_kernel_refusals",
                "Adverts and addresses that the kernel refused.",
                instance.counters().refusals(),
                "iname",
                name);
    }

    private void address(InstanceStatus instance, AddressStatus address) {
        if (addresses++ >= ExporterFamilies.MOST_ADDRESSES) {
            return;
        }
        String[] labels = {
            "iname",
            instance.name(),
            "intf",
            address.interfaceName(),
            "address",
            AddressText.of(address.address()) + "/" + address.prefixLength()
        };
        families.flag("holdfast_address_present", "Whether this node holds the address.", address.present(), labels);
        address.leaseLeft()
                .ifPresent(left -> families.gauge(
                        "holdfast_address_lease_remaining_seconds",
                        "For how long the address stays if this daemon dies now.",
                        Families.seconds(left),
                        labels));
    }

    private void peer(InstanceStatus instance, PeerView peer) {
        String[] labels = {"iname", instance.name(), "peer", AddressText.of(peer.address())};
        families.flag("holdfast_peer_master", "Whether the peer acts as MASTER.", peer.speaking(), labels);
        families.counter(
                "holdfast_peer_adverts_received", "Adverts of the peer that were believed.", peer.adverts(), labels);
        families.counter(
                "holdfast_peer_adverts_rejected",
                "Packets of the peer that were not believed.",
                peer.rejected(),
                labels);
        peer.last().ifPresent(heard -> {
            families.gauge("holdfast_peer_priority", "Priority in the peer's last advert.", heard.priority(), labels);
            families.gauge(
                    "holdfast_peer_last_advert_age_seconds",
                    "How long ago the peer's last advert came; a BACKUP sends none.",
                    Families.seconds(heard.ago()),
                    labels);
        });
    }

    /** Seconds since 1970 with milliseconds. */
    static double timestamp(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
