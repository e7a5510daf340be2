package holdfast.drill.measure;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something that was seen, or done by the drill, at one moment. */
public sealed interface Fact {
    /**
     * When it happened.
     *
     * @return wall-clock time; the kernel's for packets
     */
    Instant at();

    /**
     * A VRRP advertisement a host sent (RFC 9568, 5.2; RFC 3768, 5.3), as it entered the switch.
     *
     * @param at the kernel's time stamp
     * @param host who sent it
     * @param bridge the network it was seen on
     * @param source the address it came from
     * @param timeToLive TTL or hop limit; 255 is right for multicast
     * @param version 2 or 3, as written
     * @param virtualRouterId 0 to 255
     * @param priority 0 to 255; 0: the sender lets go
     * @param interval Advertisement Interval as written
     * @param addresses the virtual addresses listed
     * @param checksum whether the checksum fits, and how
     */
    record Advert(
            Instant at,
            String host,
            String bridge,
            InetAddress source,
            int timeToLive,
            int version,
            int virtualRouterId,
            int priority,
            Duration interval,
            List<InetAddress> addresses,
            Checksum checksum)
            implements Fact {
        /** Copies the list. */
        public Advert {
            addresses = List.copyOf(addresses);
        }

        /**
         * Whether this advert lets go of mastership.
         *
         * @return true for priority 0
         */
        public boolean isRelease() {
            return priority == 0;
        }
    }

    /** How a VRRP checksum was computed. */
    enum Checksum {
        /** Over the message alone: version 2, and version 3 for IPv4 as RFC 9568, 5.2.8 has it. */
        MESSAGE,
        /** With a pseudo-header: version 3 for IPv6, and for IPv4 as keepalived does by default. */
        PSEUDO_HEADER,
        /** Neither fits. */
        WRONG
    }

    /**
     * A gratuitous ARP, or an unsolicited neighbour advertisement: a host says that an address is at its link-layer address.
     *
     * @param at the kernel's time stamp
     * @param host who sent it
     * @param address what it announced
     */
    record Announcement(Instant at, String host, InetAddress address) implements Fact {}

    /**
     * A packet of protocol 112 that is no well-formed advert.
     *
     * @param at the kernel's time stamp
     * @param host who sent it
     * @param problem what is wrong with it
     */
    record Malformed(Instant at, String host, String problem) implements Fact {}

    /**
     * A host got or lost an address. A renewal of an address it has is no fact.
     *
     * @param at when the kernel's message was read
     * @param host whose address
     * @param interfaceName on which interface
     * @param address which address
     * @param present true: has it from now on; false: has it no more
     */
    record AddressChange(Instant at, String host, String interfaceName, InetAddress address, boolean present)
            implements Fact {}

    /**
     * An interface of a host began or ceased to run (IFF_UP and carrier).
     *
     * @param at when the kernel's message was read
     * @param host whose interface
     * @param interfaceName which one
     * @param running whether it runs from now on
     */
    record LinkChange(Instant at, String host, String interfaceName, boolean running) implements Fact {}

    /**
     * The drill did something.
     *
     * @param at just before it did
     * @param host to whom; empty for something between hosts
     * @param kind what it means for the host
     * @param what in words
     */
    record Action(Instant at, String host, ActionKind kind, String what) implements Fact {}

    /** What an action of the drill means for the host's agent. */
    enum ActionKind {
        /** The agent cannot act from now on: stopped, killed or frozen. */
        AGENT_OFF,
        /** The agent can act from now on. */
        AGENT_ON,
        /** Something around it changed. */
        OTHER
    }

    /**
     * A client's probes began to fail, or were answered again.
     *
     * @param at when the first failing or the first answered probe was sent
     * @param probe which kind of probe
     * @param answered false: fails from now on
     */
    record ServiceChange(Instant at, ProbeKind probe, boolean answered) implements Fact {}

    /** What a client does. */
    enum ProbeKind {
        /** An ICMP echo request. */
        PING,
        /** An HTTP request. */
        PAGE
    }
}
