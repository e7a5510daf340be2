package holdfast.agent.loop;

import holdfast.agent.status.PeerView;
import holdfast.vrrp.PeerStatus;
import holdfast.vrrp.Peering;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.wire.ChecksumDialect;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The other routers of a VRID: those that were heard, and those that should have been. */
final class PeerViews {
    private PeerViews() {}

    static List<PeerView> of(RouterStatus status, long now) {
        Set<InetAddress> silent = new LinkedHashSet<>();
        if (status.configuration().peering() instanceof Peering.Unicast unicast) {
            unicast.peers().forEach(peer -> silent.add(peer.address()));
        }
        List<PeerView> views = new ArrayList<>();
        for (PeerStatus peer : status.peers()) {
            views.add(view(peer, silent.remove(peer.address()), now));
        }
        silent.forEach(
                address -> views.add(new PeerView(address, true, false, 0, Optional.empty(), 0, Optional.empty())));
        return views;
    }

    private static PeerView view(PeerStatus peer, boolean configured, long now) {
        return new PeerView(
                peer.address(),
                configured,
                peer.speaking(),
                peer.adverts(),
                peer.last()
                        .map(heard -> new PeerView.Heard(
                                Duration.ofNanos(now - heard.atNanos()),
                                heard.priority(),
                                heard.version().number(),
                                heard.interval(),
                                checksum(heard.dialect()))),
                peer.rejected(),
                peer.lastError()
                        .map(error -> new PeerView.Rejection(
                                Duration.ofNanos(now - error.atNanos()),
                                error.reason().text(),
                                error.detail())));
    }

    private static String checksum(ChecksumDialect dialect) {
        return switch (dialect) {
            case MESSAGE_ONLY -> "message";
            case WITH_PSEUDO_HEADER -> "pseudo-header";
            case PSEUDO_HEADER_OF_GROUP -> "group";
        };
    }
}
