package holdfast.agent.resume;

import holdfast.agent.loop.FormerMaster;
import holdfast.agent.loop.FormerProcess;
import holdfast.agent.loop.LastWords;
import holdfast.linux.AddressText;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.linux.RouteSocket;
import holdfast.linux.SendOutcome;
import holdfast.linux.VrrpSender;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives up, in the place of a process that was killed, what it was MASTER of: an orderly stop after the fact. */
final class Release {
    private final List<String> troubles = new ArrayList<>();
    private final Set<String> handedOver = new LinkedHashSet<>();
    private final List<InetAddress> removed = new ArrayList<>();
    private final List<String> removedRouting = new ArrayList<>();

    private Release() {}

    /**
     * Says priority 0 for routers that no other has taken over from yet, and removes the addresses of all the process was MASTER of.
     *
     * @param former the process
     * @param now monotonic nanoseconds
     */
    static Released of(FormerProcess former, long now) {
        Release release = new Release();
        try (RouteSocket routes = RouteSocket.open()) {
            Set<String> silent = former.masters().stream()
                    .filter(master -> master.isStillMaster(now))
                    .map(FormerMaster::name)
                    .collect(Collectors.toSet());
            Set<String> all = former.masters().stream().map(FormerMaster::name).collect(Collectors.toSet());
            for (LastWords.Advert advert : former.lastWords().adverts()) {
                if (silent.contains(advert.router())) {
                    release.say(advert, routes);
                }
            }
            release.remove(former.lastWords().routing(), all, routes);
            release.remove(
                    former.lastWords().addresses().stream()
                            .filter(place -> place.router().isEmpty() || all.contains(place.router()))
                            .toList(),
                    routes);
        } catch (LinuxException e) {
            release.troubles.add(e.getMessage());
        }
        return new Released(
                former.inheritance().pid(),
                List.copyOf(release.handedOver),
                release.removed,
                release.removedRouting,
                release.troubles);
    }

    private void say(LastWords.Advert advert, RouteSocket routes) {
        try {
            InterfaceInfo link = routes.link(advert.device()).orElse(null);
            if (link == null) {
                troubles.add("(" + advert.router() + ") interface " + advert.device() + " does not exist");
                return;
            }
            try (VrrpSender sender = VrrpSender.open(advert.family(), link)) {
                byte[] message = HexFormat.of().parseHex(advert.message());
                ByteBuffer buffer = ByteBuffer.allocateDirect(message.length);
                buffer.put(message).flip();
                SendOutcome outcome =
                        sender.send(sender.flow(advert.source(), advert.destination(), advert.timeToLive()), buffer);
                if (outcome instanceof SendOutcome.Refused(var errno)) {
                    troubles.add("(" + advert.router() + ") priority 0 does not leave: " + errno);
                } else {
                    handedOver.add(advert.router());
                }
            }
        } catch (LinuxException | IllegalArgumentException e) {
            troubles.add("(" + advert.router() + ") priority 0 does not leave: " + e.getMessage());
        }
    }

    /** Before the addresses, as in an orderly stop; static ones have no router. */
    private void remove(List<LastWords.Routing> routing, Set<String> masters, RouteSocket routes)
            throws LinuxException {
        for (LastWords.Routing entry : routing) {
            if (!entry.router().isEmpty() && !masters.contains(entry.router())) {
                continue;
            }
            NetlinkOutcome outcome = routes.perform(new RouteRequest.Removal(entry.removal()));
            boolean absent = outcome instanceof NetlinkOutcome.Refused(Errno errno, Optional<String> _)
                    && (errno.equals(Errno.ESRCH) || errno.equals(Errno.ENOENT) || errno.equals(Errno.ENODEV));
            if (outcome.done()) {
                removedRouting.add(entry.words());
            } else if (!absent) {
                troubles.add("cannot remove " + entry.words() + ": " + outcome);
            }
        }
    }

    private void remove(List<LastWords.Place> places, RouteSocket routes) throws LinuxException {
        List<KernelAddress> present = routes.addresses();
        for (LastWords.Place place : places) {
            InterfaceInfo link = routes.link(place.device()).orElse(null);
            for (KernelAddress found : present) {
                if (link != null
                        && found.interfaceIndex() == link.index()
                        && found.address().equals(place.address())) {
                    // As the daemon does it (AddressHolder.release): that nothing is remembered is the usual answer.
                    var _ = routes.perform(new RouteRequest.DeleteNeighbour(link.index(), found.address()));
                    NetlinkOutcome outcome = routes.perform(new RouteRequest.DeleteAddress(found));
                    if (outcome instanceof NetlinkOutcome.Done) {
                        removed.add(found.address());
                    } else {
                        troubles.add("cannot remove " + AddressText.of(found.address()) + ": " + outcome);
                    }
                }
            }
        }
    }
}
