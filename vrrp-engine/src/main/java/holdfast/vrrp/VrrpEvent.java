package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Everything that can happen to an engine; nothing else changes it. */
public sealed interface VrrpEvent {
    /** The driver is ready: sockets are open, links and tracked things known so far have been reported. */
    record Startup() implements VrrpEvent {}

    /**
     * Another router that a former process of this node has heard. Comes before {@link Startup}; counts as no advertisement.
     *
     * @param router whose VRID
     * @param address where its packets came from
     * @param last what was heard of it last
     */
    record KnownPeer(String router, InetAddress address, PeerStatus.Heard last) implements VrrpEvent {}

    /**
     * Another daemon of this very node is active for a virtual router and is about to end: it begins active instead of listening first. Comes
     * before {@link Startup}; ends with its first fault.
     *
     * @param router its name
     */
    record Adopted(String router) implements VrrpEvent {}

    /**
     * An operator wants an active router, and with it its sync group, to hand over to another one. Nothing happens when {@link
     * VrrpEngine#objectionToHandOver} has something to say; else {@link Effect.HandOverEnded} follows for each.
     *
     * @param router its name
     * @param because what the operator asked for, for people ({@code switchover})
     */
    record HandOver(String router, String because) implements VrrpEvent {}

    /**
     * A router that has handed over need not leave its successor alone any longer. Where its priority is higher it takes over now.
     *
     * @param router its name; its sync group goes with it
     */
    record TakeBack(String router) implements VrrpEvent {}

    /**
     * A router had handed over before this process began. Comes before {@link Startup}.
     *
     * @param router its name
     */
    record Held(String router) implements VrrpEvent {}

    /**
     * The node goes into maintenance, or comes out of it: every virtual router but an address owner has priority 1 meanwhile, so that it
     * serves only where nobody else does.
     *
     * @param on whether it begins
     */
    record Maintenance(boolean on) implements VrrpEvent {}

    /**
     * Active routers advertise now instead of when they would have, and renew the lease: a new process of this node goes on from here, with a
     * whole interval for its first advertisement.
     */
    record AdvertiseNow() implements VrrpEvent {}

    /**
     * A new process of this node goes on from here, and has not said so far that it does: active routers go on advertising until the process
     * ends, and renew the lease. Nothing else has an effect any more but {@link Resumed}.
     */
    record Relieved() implements VrrpEvent {}

    /** The process that was to go on has failed: this one goes on, after {@link Relieved}. */
    record Resumed() implements VrrpEvent {}

    /**
     * The daemon stops in a moment: active routers say priority 0 now, and give their addresses up when a successor is heard, or with a {@link Tick} after
     * a fifth of the shortest advertisement interval (0.2 seconds at most). Then {@link VrrpEngine#hasStopped()}. Until then only packets and Ticks count,
     * and {@link Shutdown}.
     */
    record Departure() implements VrrpEvent {}

    /** The daemon stops. Active routers let go with priority 0. Whatever comes afterwards is ignored. */
    record Shutdown() implements VrrpEvent {}

    /**
     * A deadline may have passed. Sent after everything that was queued in the sockets has been handed in, so that a
     * late wake-up never takes queued advertisements for silence. Harmless when nothing is due.
     */
    record Tick() implements VrrpEvent {
        /** The only one needed. */
        public static final Tick TICK = new Tick();
    }

    /**
     * A packet of protocol 112 arrived. The engine checks everything about it.
     *
     * @param interfaceName where it arrived
     * @param family the family of its IP header
     * @param source from its IP header
     * @param destination from its IP header
     * @param timeToLive TTL or hop limit, 0..255, or -1 where the kernel has already checked it (IPV6_MINHOPCOUNT)
     * @param message what followed the IP header, from position to limit; only read during the call, never moved
     */
    record PacketReceived(
            String interfaceName,
            AddressFamily family,
            InetAddress source,
            InetAddress destination,
            int timeToLive,
            ByteBuffer message)
            implements VrrpEvent {}

    /**
     * What the kernel says about an interface. Reported once for each before {@link Startup}, then on every change;
     * an interface never reported does not exist, nor does one that is {@linkplain LinkGone gone}.
     *
     * @param interfaceName its name
     * @param up administratively up and with a carrier
     * @param ipv4 its primary IPv4 address, never one of ours that moves
     * @param ipv6LinkLocal its link-local address, not tentative
     */
    record LinkChanged(
            String interfaceName, boolean up, Optional<InetAddress> ipv4, Optional<InetAddress> ipv6LinkLocal)
            implements VrrpEvent {}

    /**
     * An interface was removed or renamed: as good as never reported.
     *
     * @param interfaceName its name
     */
    record LinkGone(String interfaceName) implements VrrpEvent {}

    /**
     * Whether adverts can be heard on an interface. Who cannot hear must not take part: silence would look like the end of the other router.
     *
     * @param interfaceName where
     * @param family which IP
     * @param trouble why no advert can be heard, or empty when they are again, which is also the beginning
     */
    record HearingChanged(String interfaceName, AddressFamily family, Optional<String> trouble) implements VrrpEvent {}

    /** A tracked thing has a status now. Reported also when it did not change; that does nothing. */
    record TrackedObjectChanged(TrackedObject object, TrackStatus status) implements VrrpEvent {}

    /**
     * Somebody else removed addresses of an active router.
     *
     * @param router its name
     * @param addresses which, for the log
     * @param byWhom who, for the log ({@code another program}), or empty
     */
    record AddressesLost(String router, String addresses, String byWhom) implements VrrpEvent {}

    /**
     * A router that listens need not do so for three intervals: its link was asked, and nobody answers for any of its addresses. Of effect
     * only where nothing at all was heard since it began to listen.
     *
     * @param router its name
     * @param sinceNanos when asking began; of no effect for a router that began to listen later, whose link may not have been there
     */
    record AddressesUnclaimed(String router, long sinceNanos) implements VrrpEvent {}

    /** The kernel took an active router's addresses away because their lifetime was not renewed in time. */
    record LeaseLapsed(String router) implements VrrpEvent {}

    /**
     * An effect could not be performed. For {@link Effect.AcquireAddresses} only when <em>no</em> address could be
     * added; single refusals are the performer's to log.
     *
     * @param effect the effect itself
     * @param reason the kernel's reason, for the log
     */
    record EffectRefused(Effect effect, String reason) implements VrrpEvent {}

    /** A new configuration, already checked. Virtual routers are matched by {@link RouterKey}. */
    record Reconfigure(EngineConfiguration configuration) implements VrrpEvent {}
}
