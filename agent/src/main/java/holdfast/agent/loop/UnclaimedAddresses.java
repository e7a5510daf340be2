package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.vip.AddressProbe;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each link, right after the start, whether anybody answers for the addresses of routers with {@code state MASTER}, while those listen
 * ({@code --early-start}). The loop is told of the routers nobody answers for. Of others nothing is said, nor of those without addresses or with a
 * link that could not be asked: they listen for as long as ever.
 */
public final class UnclaimedAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedAddresses.class);

    private static final int ROUNDS = 3;
    private static final Duration LONGEST_ROUND = Duration.ofMillis(300);
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(20);
    private static final int LINKS_AT_ONCE = 16;

    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Set<String> eager = new LinkedHashSet<>();

    /** What is to be asked on one link. */
    private static final class Link {
        private final Map<InetAddress, Set<String>> routers = new LinkedHashMap<>();
        private Duration interval = LONGEST_ROUND.multipliedBy(ROUNDS);

        void add(InetAddress address, VirtualRouter router) {
            routers.computeIfAbsent(address, _ -> new LinkedHashSet<>()).add(router.name());
            if (router.advertisementInterval().compareTo(interval) < 0) {
                interval = router.advertisementInterval();
            }
        }

        AddressProbe probe() {
            Duration round = interval.dividedBy(ROUNDS);
            return new AddressProbe(ROUNDS, round.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : round);
        }
    }

    private UnclaimedAddresses(AgentPlan plan) {
        for (VirtualRouter router : plan.engine().routers()) {
            RouterPlan place = plan.routers().get(router.name());
            if (router.wantedState() == VirtualRouter.WantedState.MASTER && !router.isOwner() && place != null) {
                for (VirtualAddress address : place.addresses()) {
                    eager.add(router.name());
                    links.computeIfAbsent(linkOf(address, place), _ -> new Link())
                            .add(address.address(), router);
                }
            }
        }
    }

    /** The interface with the virtual MAC would take the answer of a router with the same one for its own. */
    private static String linkOf(VirtualAddress address, RouterPlan place) {
        boolean onVirtualMac = place.virtualMac()
                .filter(mac -> mac.name().equals(address.interfaceName()))
                .isPresent();
        return onVirtualMac ? place.interfaceName() : address.interfaceName();
    }

    /**
     * Begins to ask, on threads of its own; takes an advertisement interval, 0.9 s at most for 16 links, and so much again for each 16 more.
     *
     * @param plan what has just been started
     * @param loop gets a message for each router whose addresses nobody answers for
     */
    public static void ask(AgentPlan plan, Consumer<LoopMessage> loop) {
        UnclaimedAddresses addresses = new UnclaimedAddresses(plan);
        if (addresses.links.isEmpty()) {
            return;
        }
        long since = System.nanoTime();
        int threads = Math.min(LINKS_AT_ONCE, addresses.links.size());
        ExecutorService askers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("early-start").factory());
        var _ = addresses
                .answeredFor(askers)
                .thenAccept(answered -> {
                    addresses.eager.removeAll(answered);
                    addresses.eager.forEach(router ->
                            loop.accept(new LoopMessage.Unclaimed(new VrrpEvent.AddressesUnclaimed(router, since))));
                })
                .whenComplete((_, _) -> askers.shutdown());
    }

    private CompletableFuture<Set<String>> answeredFor(ExecutorService askers) {
        List<CompletableFuture<Set<String>>> asked = new ArrayList<>();
        links.forEach((name, link) -> asked.add(CompletableFuture.supplyAsync(() -> answeredFor(name, link), askers)));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(_ -> {
            Set<String> all = new LinkedHashSet<>();
            asked.forEach(one -> all.addAll(one.join()));
            return all;
        });
    }

    private static Set<String> answeredFor(String name, Link link) {
        Set<String> answered = new LinkedHashSet<>();
        try {
            Optional<Map<InetAddress, Set<MacAddress>>> holders = holders(name, link);
            if (holders.isEmpty()) {
                LOG.info("{} cannot be asked who has the addresses: listening as long as ever", name);
                link.routers.values().forEach(answered::addAll);
                return answered;
            }
            holders.get().forEach((address, macs) -> {
                Set<String> routers = link.routers.get(address);
                LOG.warn(
                        "({}) {} answers for {} on {}, though nobody may advertise it: listening as long as ever",
                        String.join(", ", routers),
                        macs,
                        address.getHostAddress(),
                        name);
                answered.addAll(routers);
            });
        } catch (LinuxException | SocketException e) {
            LOG.warn("cannot ask {} who has the addresses: {}", name, e.getMessage());
            link.routers.values().forEach(answered::addAll);
        }
        return answered;
    }

    /** Empty where there is no link, or where it was not up all the time: without a carrier the kernel drops frames and says nothing. */
    private static Optional<Map<InetAddress, Set<MacAddress>>> holders(String name, Link link)
            throws LinuxException, SocketException {
        NetworkInterface device = NetworkInterface.getByName(name);
        byte[] mac = device != null && device.isUp() ? device.getHardwareAddress() : null;
        if (mac == null) {
            return Optional.empty();
        }
        Optional<Map<InetAddress, Set<MacAddress>>> holders =
                link.probe().holdersIfAsked(device.getIndex(), MacAddress.of(mac), link.routers.keySet());
        NetworkInterface afterwards = NetworkInterface.getByName(name);
        return afterwards != null && afterwards.isUp() ? holders : Optional.empty();
    }
}
