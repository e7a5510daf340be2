package holdfast.vip;

import holdfast.linux.RouteRequest;
import holdfast.linux.RoutingRemoval;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** A route or a rule that goes with a virtual router, or stays whatever routers do. Two are the same when all their words are. */
public sealed interface RoutingEntry permits VirtualRoute, VirtualRule {
    /** The protocol of keepalived's routes and rules (linux/rtnetlink.h, RTPROT_KEEPALIVED); what has it can be told from others' after a crash. */
    int OWN_PROTOCOL = 18;

    /**
     * The request that makes it.
     *
     * @param interfaces which number an interface has now
     * @param lease for how long, where the kernel can be told that
     * @return empty when it names an interface that is not there
     */
    Optional<RouteRequest> addition(InterfaceDirectory interfaces, Lease lease);

    /** The request that takes it away; empty when it names an interface that is not there, and so is gone itself. */
    Optional<RouteRequest> removal(InterfaceDirectory interfaces);

    /** The same for another process; empty likewise. */
    Optional<RoutingRemoval> writtenRemoval(InterfaceDirectory interfaces);

    /** Whether the kernel may be told for how long it is to be used. */
    boolean isLeased(Lease lease);

    /** Whether it is put back when it disappears. */
    boolean isTracked();

    /** Whether it has {@link #OWN_PROTOCOL}. */
    boolean isOfOwnProtocol();

    /** Whether it is added only where there is none like it: one of another maker is in the way then. */
    boolean yieldsToOthers();

    /** The interfaces it names. */
    Set<String> interfaceNames();

    /** Whether the kernel takes it away with this address. */
    boolean dependsOn(InetAddress address);
}
