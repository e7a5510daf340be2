package holdfast.agent.status;

import holdfast.vrrp.RouterCounters;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A {@code vrrp_instance}.
 *
 * @param name its name
 * @param state its state
 * @param entry how it came into that
 * @param troubles why it is in FAULT, or what it waits for in INIT; else empty
 * @param settings how it is configured
 * @param syncGroup the group it is in
 * @param priority what it makes its bid with
 * @param source the address its adverts come from; empty while the interface has none
 * @param master who is master, as far as this node knows
 * @param addresses its virtual addresses
 * @param routing its virtual routes and rules
 * @param lease their lease; empty where they have no end
 * @param peers the other routers of this VRID that were heard, and unicast peers that were not
 * @param counters since it was configured
 * @param handedOver an operator had it handed over, and it leaves its successor alone
 * @param handingOver it waits for another node to take over
 */
public record InstanceStatus(
        String name,
        InstanceState state,
        Entry entry,
        List<String> troubles,
        InstanceSettings settings,
        Optional<String> syncGroup,
        Priority priority,
        Optional<InetAddress> source,
        Optional<Master> master,
        List<AddressStatus> addresses,
        List<RoutingStatus> routing,
        Optional<LeaseStatus> lease,
        List<PeerView> peers,
        RouterCounters counters,
        boolean handedOver,
        boolean handingOver) {
    /** Copies the lists. */
    public InstanceStatus {
        troubles = List.copyOf(troubles);
        addresses = List.copyOf(addresses);
        routing = List.copyOf(routing);
        peers = List.copyOf(peers);
    }

    /**
     * How an instance came into its state.
     *
     * @param at when, by the wall clock of that moment
     * @param ago how long ago that is, by a clock nobody sets
     * @param from the state before, a word of keepalived's
     * @param cause for programs, such as {@code silence}
     * @param reason for people
     * @param chain what led to it, the first cause first, the change of state last; empty before the start
     */
    public record Entry(Instant at, Duration ago, String from, String cause, String reason, List<String> chain) {
        /** Copies the list. */
        public Entry {
            chain = List.copyOf(chain);
        }
    }

    /**
     * A priority and what makes it.
     *
     * @param configured 1 to 255
     * @param effective with all contributions, which is advertised
     * @param contributions what each tracked thing adds
     */
    public record Priority(int configured, int effective, List<ContributionStatus> contributions) {
        /** Copies the list. */
        public Priority {
            contributions = List.copyOf(contributions);
        }
    }

    /**
     * The router that holds the addresses.
     *
     * @param address where its adverts come from
     * @param ourselves whether that is this node
     * @param priority what it advertises
     * @param interval how often
     * @param patience how long silence is borne before this node takes over
     */
    public record Master(InetAddress address, boolean ourselves, int priority, Duration interval, Duration patience) {}
}
