package holdfast.agent.metrics;

import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.web.Observation;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressText;
import holdfast.vrrp.RouterCounters;
import holdfast.vrrp.wire.RejectionReason;
import java.util.List;
import java.util.Optional;

/**
 * The names, labels and values of keepalived-exporter (github.com/mehdy/keepalived-exporter). Its numbers for states are those of
 * keepalived's JSON; a script's are their places in the words BAD, GOOD and idle, running.
 */
final class ExporterFamilies {
    /** So many addresses have series of their own. */
    static final int MOST_ADDRESSES = 5_000;

    private final Families families;
    private int addresses;

    ExporterFamilies(Families families) {
        this.families = families;
    }

    void add(Observation observation) {
        for (InstanceStatus instance : observation.status().vrrp().instances()) {
            configured(observation.configuration(), instance).ifPresent(configured -> instance(instance, configured));
        }
        observation.status().scripts().forEach(this::script);
    }

    private static Optional<VrrpInstance> configured(Configuration configuration, InstanceStatus instance) {
        return configuration.vrrpInstances().stream()
                .filter(one -> one.name().equals(instance.name()))
                .findFirst();
    }

    private void instance(InstanceStatus instance, VrrpInstance configured) {
        states(instance, configured);
        String[] labels = labels(instance);
        RouterCounters counters = instance.counters();
        families.counter(
                "keepalived_gratuitous_arp_delay",
                "Seconds from becoming MASTER to the second round of gratuitous ARP; a setting, not a counter.",
                configured.garp().masterDelay().toSeconds(),
                labels);
        count("advertisements_received", "Adverts believed.", counters.advertisementsReceived(), labels);
        count("advertisements_sent", "Adverts sent.", counters.advertisementsSent(), labels);
        count("become_master", "Times this node became MASTER.", counters.becameActive(), labels);
        count("release_master", "Times this node stopped being MASTER.", counters.releasedActive(), labels);
        count(
                "priority_zero_received",
                "Adverts with priority 0: the MASTER let go.",
                counters.priorityZeroReceived(),
                labels);
        count("priority_zero_sent", "Adverts with priority 0 sent.", counters.priorityZeroSent(), labels);
        errors(counters, labels);
    }

    private void errors(RouterCounters counters, String[] labels) {
        count(
                "packet_length_errors",
                "Packets of the wrong length.",
                sum(counters, RejectionReason.TRUNCATED, RejectionReason.WRONG_LENGTH, RejectionReason.NO_ADDRESSES),
                labels);
        count(
                "advertisements_interval_errors",
                "Adverts with another interval than ours.",
                sum(counters, RejectionReason.OTHER_INTERVAL, RejectionReason.ZERO_INTERVAL),
                labels);
        count("ip_ttl_errors", "Packets that did not have TTL 255.", sum(counters, RejectionReason.WRONG_TTL), labels);
        count(
                "invalid_type_received",
                "Packets that are no adverts.",
                sum(counters, RejectionReason.UNKNOWN_TYPE),
                labels);
        count(
                "address_list_errors",
                "Adverts with other addresses than ours.",
                sum(counters, RejectionReason.OTHER_ADDRESSES),
                labels);
        count(
                "authentication_invalid",
                "Adverts with an authentication type nobody knows.",
                sum(counters, RejectionReason.UNSUPPORTED_AUTHENTICATION),
                labels);
        count(
                "authentication_mismatch",
                "Adverts with another authentication type than ours.",
                sum(counters, RejectionReason.OTHER_AUTHENTICATION),
                labels);
        count(
                "authentication_failure",
                "Adverts with the wrong password.",
                sum(counters, RejectionReason.WRONG_PASSWORD),
                labels);
    }

    /** One for each address, as the exporter has it; an instance without has one with an empty address. */
    private void states(InstanceStatus instance, VrrpInstance configured) {
        String help = "0 INIT, 1 BACKUP, 2 MASTER, 3 FAULT; of each address.";
        int state = number(instance.state());
        if (configured.virtualIpAddresses().isEmpty()) {
            state("keepalived_vrrp_state", help, state, instance, configured.interfaceName(), "");
        }
        for (VirtualIpAddress address : configured.virtualIpAddresses()) {
            state("keepalived_vrrp_state", help, state, instance, address.dev(), text(address));
        }
        for (VirtualIpAddress address : configured.virtualIpAddressesExcluded()) {
            state(
                    "keepalived_vrrp_excluded_state",
                    "0 INIT, 1 BACKUP, 2 MASTER, 3 FAULT; of each address that is not in adverts.",
                    state,
                    instance,
                    address.dev(),
                    text(address));
        }
    }

    private void state(String name, String help, int state, InstanceStatus instance, String intf, String address) {
        if (addresses++ >= MOST_ADDRESSES) {
            return;
        }
        String vrid = Integer.toString(instance.settings().vrid());
        families.gauge(name, help, state, "iname", instance.name(), "intf", intf, "vrid", vrid, "ip_address", address);
    }

    static int number(InstanceState state) {
        return switch (state) {
            case INIT -> 0;
            case BACKUP -> 1;
            case MASTER -> 2;
            case FAULT -> 3;
        };
    }

    /** As keepalived writes it: a host's own prefix length is left out. */
    private static String text(VirtualIpAddress address) {
        boolean host = address.prefixLength() == address.address().getAddress().length * 8;
        return AddressText.of(address.address()) + (host ? "" : "/" + address.prefixLength());
    }

    private static String[] labels(InstanceStatus instance) {
        return List.of(
                        "iname",
                        instance.name(),
                        "intf",
                        instance.settings().interfaceName(),
                        "vrid",
                        Integer.toString(instance.settings().vrid()))
                .toArray(String[]::new);
    }

    private void count(String name, String help, long value, String... labels) {
        families.counter("keepalived_" + name, help, value, labels);
    }

    private static long sum(RouterCounters counters, RejectionReason... reasons) {
        long sum = 0;
        for (RejectionReason reason : reasons) {
            sum += counters.rejected().getOrDefault(reason, 0L);
        }
        return sum;
    }

    private void script(TrackedScriptStatus script) {
        if (!script.health().equals("unknown")) {
            families.flag(
                    "keepalived_script_status",
                    "1: the script is good, 0: it is bad.",
                    script.health().equals("good"),
                    "name",
                    script.name());
        }
        families.flag(
                "keepalived_script_state",
                "1: the script runs at this moment, 0: it does not.",
                script.running().isPresent(),
                "name",
                script.name());
    }
}
