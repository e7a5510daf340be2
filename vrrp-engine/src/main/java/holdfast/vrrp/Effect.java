package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.EncodedMessage;
import java.net.InetAddress;
import java.util.List;

/**
 * What the driver has to do. The order of a step's effects is the contract: an advertisement leaves before addresses
 * are touched, addresses are there before they are announced, scripts come last. Routers are named by their {@link
 * VirtualRouter#name()}.
 */
public sealed interface Effect {
    /** An effect on one virtual router. */
    sealed interface OfRouter extends Effect {
        /** The name of the virtual router. */
        String router();
    }

    /**
     * Send one advertisement to each destination.
     *
     * <p>Two of them come from a router that is about to leave Active in the same step. Priority 0 lets go (RFC
     * 9568, 6.4.3). And a router that gives way to a higher priority says a farewell with its own, lower priority.
     * The RFC does not ask for it. It is for the case that the higher one does not know it had a rival (a partition
     * healed, and its own advertisement came first): hearing a lower priority, it advertises and announces its
     * addresses, which draws clients back at once. Priority 0 would do that too, but would also set the timers of
     * third routers to Skew_Time; a lower priority changes nothing for them. keepalived knows this as {@code
     * higher_prio_send_advert}.
     *
     * @param interfaceName the interface to send on
     * @param priority as in the message
     * @param source the source address of the IP header
     * @param timeToLive TTL or hop limit
     * @param packets a message for each destination; they differ where the checksum includes the destination
     */
    record SendAdvertisement(
            String router,
            String interfaceName,
            AddressFamily family,
            int priority,
            InetAddress source,
            int timeToLive,
            List<Packet> packets)
            implements OfRouter {}

    /** One message of {@link SendAdvertisement}. */
    record Packet(InetAddress destination, EncodedMessage message) {}

    /**
     * Put all addresses of the virtual router on their interfaces, with a fresh lifetime; fine if they are there
     * already.
     */
    record AcquireAddresses(String router) implements OfRouter {}

    /**
     * Remove them all, and drop what is still queued to be announced for them: only an active router announces (RFC
     * 9568, 8.1.2).
     */
    record ReleaseAddresses(String router) implements OfRouter {}

    /** Extend the lifetime of the addresses; comes with each advertisement. */
    record RenewAddresses(String router) implements OfRouter {}

    /**
     * An active router has a new configuration: remove the addresses it no longer has. In a step, these come before
     * every {@link UpdateAddresses}, so that an address can move from one virtual router to another in one reload.
     *
     * @param formerName its name so far
     */
    record ShedAddresses(String router, String formerName) implements OfRouter {}

    /** An active router has a new configuration: add the addresses that are missing, and announce only those. */
    record UpdateAddresses(String router) implements OfRouter {}

    /**
     * Announce every address (gratuitous ARP, unsolicited neighbour advertisement). When addresses have been acquired and the advertisement
     * follows, the announcement leaves right behind it, and not at all if it is refused for good.
     *
     * @param rounds how many times each
     * @param occasion why
     */
    record AnnounceAddresses(String router, int rounds, Occasion occasion) implements OfRouter {
        /** Why addresses are announced. */
        public enum Occasion {
            /** It became active. */
            BECAME_ACTIVE,
            /** Once more, some time later, in case the first ones were lost. */
            REPEAT,
            /** The periodic refresh. */
            REFRESH,
            /** Another active router was heard, which has announced its own. */
            RIVAL_HEARD,
            /** The addresses were gone and are back. */
            RESTORED
        }
    }

    /**
     * A unicast router left Fault: announce the address it sends from (keepalived does;
     * docs/keepalived-behaviours.md, item 34).
     */
    record AnnounceSource(String router, String interfaceName, InetAddress source) implements OfRouter {}

    /**
     * Run the notifications of a virtual router or sync group.
     *
     * @param from keepalived's name of the state left; of a group that announces for the first time {@code INIT}
     * @param state what it is now
     * @param priority the effective priority; 0 for groups
     * @param cause why
     */
    record NotifyTransition(Subject subject, String from, NotifiedState state, int priority, Cause cause)
            implements Effect {}

    /**
     * Who is notified about.
     *
     * @param kind the first word of a notification
     * @param name the second
     */
    record Subject(Kind kind, String name) {
        /** The first word of a notification. */
        public enum Kind {
            /** A virtual router. */
            INSTANCE,
            /** A sync group. */
            GROUP
        }
    }

    /** The third word of a notification, keepalived's names. */
    enum NotifiedState {
        /** It is active. */
        MASTER,
        /** It is a backup. */
        BACKUP,
        /** It cannot take part. */
        FAULT,
        /** The daemon stops. */
        STOP,
        /** A reload removed it. */
        DELETED
    }

    /** An active router heard a lower priority ({@code notify_master_rx_lower_pri}). */
    record NotifyLowerPriorityReceived(String router, int priority, InetAddress from) implements OfRouter {}

    /**
     * The effective priority changed ({@code notify_priority_changes}).
     *
     * @param cause what changed, in words; empty when nothing in particular
     */
    record NotifyPriorityChanged(String router, NotifiedState state, int from, int to, String cause)
            implements OfRouter {}

    /** A router that has handed over leaves its successor alone from now on, or does so no longer. Nothing has to be done. */
    record HoldChanged(String router, boolean held) implements OfRouter {}

    /** An active router was to hand over; this is how that ended. Nothing has to be done. */
    record HandOverEnded(String router, HandOverOutcome outcome) implements OfRouter {}

    /** Remember something about another router; nothing has to be done. */
    record PeerObserved(String router, PeerObservation observation) implements OfRouter {}

    /** Write a line. The text has keepalived's shape, and the reason behind it. */
    record Log(Severity severity, String text) implements Effect {
        /** How much it matters. */
        public enum Severity {
            /** What only someone looking for an error wants to see. */
            DETAIL,
            /** Something changed. */
            INFO,
            /** Something is not as it should be. */
            WARNING
        }
    }
}
