package holdfast.agent.metrics;

import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.agent.lvs.operator.LvsListing.Tries;
import holdfast.agent.lvs.operator.LvsNames;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.RealServerStatus.CheckStatus;
import holdfast.ipvs.RealServerStatus.Health;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Virtual servers, real servers, their checks, and what the kernel counts. */
final class ServerFamilies {
    /** So many real servers have series of their own, about ten each; beyond that there are only sums. */
    static final int MOST_REAL_SERVERS = 5_000;

    private final Families families;

    ServerFamilies(Families families) {
        this.families = families;
    }

    void add(LvsListing listing) {
        int seen = 0;
        for (VirtualServerStatus server : listing.virtualServers()) {
            virtual(server);
            for (RealServerStatus real : server.realServers()) {
                if (seen++ < MOST_REAL_SERVERS) {
                    real(listing, LvsNames.of(server), real);
                }
            }
        }
        families.gauge(
                "holdfast_real_servers_omitted",
                "Real servers that are too many to have series of their own.",
                Math.max(0, seen - MOST_REAL_SERVERS));
        checks(listing);
    }

    private void virtual(VirtualServerStatus server) {
        String[] label = {"virtual_server", LvsNames.of(server)};
        families.flag(
                "holdfast_virtual_server_quorum_up",
                "Whether enough weight is alive and the kernel serves it.",
                server.quorumUp() && server.trouble().isEmpty(),
                label);
        families.flag(
                "holdfast_virtual_server_suspended",
                "Whether its checks rest while its address is on another node (ha_suspend).",
                server.suspended(),
                label);
        families.gauge("holdfast_virtual_server_quorum", "Weight that is needed.", server.quorum(), label);
        families.gauge("holdfast_virtual_server_live_weight", "Weight that is alive.", server.liveWeight(), label);
        families.flag(
                "holdfast_virtual_server_sorry_server_active",
                "Whether the sorry server stands in.",
                server.sorryServerActive(),
                label);
        families.gauge(
                "holdfast_virtual_server_real_servers",
                "Real servers by health.",
                server.realServers().stream().filter(RealServerStatus::up).count(),
                "virtual_server",
                LvsNames.of(server),
                "health",
                "up");
        families.gauge(
                "holdfast_virtual_server_real_servers",
                "Real servers by health.",
                server.realServers().stream().filter(real -> !real.up()).count(),
                "virtual_server",
                LvsNames.of(server),
                "health",
                "down");
    }

    private void real(LvsListing listing, String virtual, RealServerStatus server) {
        String[] labels = {"virtual_server", virtual, "real_server", LvsNames.of(server)};
        families.flag("holdfast_real_server_up", "Whether all checks pass.", server.up(), labels);
        families.flag(
                "holdfast_real_server_enabled",
                "Whether operators let it have new connections.",
                server.admission() == RealServerStatus.Admission.ENABLED,
                labels);
        families.gauge(
                "holdfast_real_server_weight",
                "Weight in the kernel's table; 0 when it is not there.",
                server.weight().orElse(0),
                labels);
        Connections connections = listing.connections().get(server.id());
        if (connections != null) {
            families.gauge(
                    "holdfast_real_server_active_connections",
                    "Established connections.",
                    connections.active(),
                    labels);
            families.gauge(
                    "holdfast_real_server_inactive_connections",
                    "Other connections the kernel remembers.",
                    connections.inactive(),
                    labels);
        }
        IpvsStatistics statistics = listing.statistics().get(server.id());
        if (statistics != null) {
            statistics(statistics, labels);
        }
    }

    private void statistics(IpvsStatistics statistics, String... labels) {
        families.counter(
                "holdfast_real_server_connections", "Connections scheduled.", statistics.connections(), labels);
        families.counter(
                "holdfast_real_server_incoming_packets", "Packets from clients.", statistics.incomingPackets(), labels);
        families.counter(
                "holdfast_real_server_outgoing_packets",
                "Packets to clients; only with NAT.",
                statistics.outgoingPackets(),
                labels);
        families.counter(
                "holdfast_real_server_incoming_bytes", "Bytes from clients.", statistics.incomingBytes(), labels);
        families.counter(
                "holdfast_real_server_outgoing_bytes",
                "Bytes to clients; only with NAT.",
                statistics.outgoingBytes(),
                labels);
    }

    private void checks(LvsListing listing) {
        Map<String, Map<Health, Integer>> counts = new TreeMap<>();
        listing.virtualServers().stream()
                .flatMap(server -> server.realServers().stream())
                .flatMap(real -> real.checks().stream())
                .forEach(check -> counts.computeIfAbsent(kind(check), _ -> new TreeMap<>())
                        .merge(check.health(), 1, Integer::sum));
        counts.forEach((kind, healths) -> {
            for (Health health : Health.values()) {
                families.gauge(
                        "holdfast_checks",
                        "Checks of real servers, by kind and by what they say.",
                        healths.getOrDefault(health, 0),
                        "kind",
                        kind,
                        "health",
                        health.name().toLowerCase(Locale.ROOT));
            }
        });
        new TreeMap<>(listing.tries()).forEach(this::tries);
    }

    /** A check's id begins with the keyword. */
    private static String kind(CheckStatus check) {
        return check.checker().split(" ", 2)[0];
    }

    private void tries(String kind, Tries tries) {
        String name = "holdfast_check_tries";
        String help = "Tries of checks, by kind and by how they ended.";
        families.counter(name, help, tries.passed(), "kind", kind, "result", "passed");
        families.counter(name, help, tries.failed(), "kind", kind, "result", "failed");
        families.counter(name, help, tries.undecided(), "kind", kind, "result", "undecided");
        families.summary(
                "holdfast_check_duration_seconds",
                "Tries of checks, and how long they took together.",
                tries.passed() + tries.failed() + tries.undecided(),
                tries.spent(),
                "kind",
                kind);
    }
}
