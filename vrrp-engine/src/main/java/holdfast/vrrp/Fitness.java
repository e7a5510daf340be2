package holdfast.vrrp;

import holdfast.vrrp.VrrpEvent.LinkChanged;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether one virtual router can take part in the election: its link, its address, what it tracks, what the kernel
 * refused.
 */
final class Fitness {
    private final Router router;
    private final RefusalHold refusal = new RefusalHold();
    private Optional<InetAddress> source = Optional.empty();

    Fitness(Router router) {
        this.router = router;
    }

    RefusalHold refusal() {
        return refusal;
    }

    /**
     * The address advertisements are sent from: the configured one, or the interface's; the last one known if it is
     * gone.
     */
    Optional<InetAddress> source() {
        return source;
    }

    /** Looks the source up anew; not done for each packet. */
    void refreshSource() {
        Optional<InetAddress> current = router.config().source().or(this::interfaceAddress);
        if (current.isPresent()) {
            source = current;
        }
    }

    private Optional<LinkChanged> link() {
        return router.around().link(router.config().key().interfaceName());
    }

    private Optional<InetAddress> interfaceAddress() {
        return link().flatMap(link -> switch (router.config().key().family()) {
            case IPV4 -> link.ipv4();
            case IPV6 -> link.ipv6LinkLocal();
        });
    }

    /** Everything that keeps this router from taking part, its companions left aside; in words. */
    List<String> ownFaults() {
        List<String> faults = new ArrayList<>(1);
        refusal.reason().ifPresent(faults::add);
        linkFault().ifPresent(faults::add);
        router.around().deafness(router.config().key()).ifPresent(why -> faults.add("adverts cannot be heard: " + why));
        for (String fault : assess().faults()) {
            // The interface may be tracked by name as well.
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private Optional<String> linkFault() {
        VirtualRouter config = router.config();
        String interfaceName = config.key().interfaceName();
        Optional<LinkChanged> link = link();
        if (link.isEmpty()) {
            return Optional.of("interface " + interfaceName + " not found");
        }
        if (config.rules().trackOwnInterface() && !link.get().up()) {
            return Optional.of("interface " + interfaceName + " down");
        }
        if (config.source().isEmpty() && interfaceAddress().isEmpty()) {
            return Optional.of("no " + addressKind() + " address for interface " + interfaceName);
        }
        return Optional.empty();
    }

    private String addressKind() {
        return switch (router.config().key().family()) {
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6 link-local";
        };
    }

    /** What each tracked thing makes of its priority. */
    List<Contribution> contributions() {
        return PriorityTracker.contributions(
                router.config(), router.companions().trackersOf(router), router.around());
    }

    /** What the tracked things make of its priority. */
    PriorityTracker.Assessment assess() {
        return PriorityTracker.assess(router.config(), router.companions().trackersOf(router), router.around());
    }
}
