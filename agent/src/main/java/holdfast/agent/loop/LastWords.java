package holdfast.agent.loop;

import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressFamily;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What this process would say if it stopped now, and which addresses it would remove: for another to say and do, should it be killed and not come
 * back. Of the routers that are MASTER.
 *
 * @param adverts priority 0
 * @param addresses their addresses
 */
public record LastWords(List<Advert> adverts, List<Place> addresses) {
    /** Of a process that was MASTER of nothing. */
    public static final LastWords NONE = new LastWords(List.of(), List.of());

    /**
     * An advert to one destination.
     *
     * @param router the virtual router
     * @param device where it leaves
     * @param family of its addresses
     * @param source its source address
     * @param timeToLive 1 to 255
     * @param destination the group, or a peer
     * @param message what follows the IP header, in hexadecimal digits
     */
    public record Advert(
            String router,
            String device,
            AddressFamily family,
            InetAddress source,
            int timeToLive,
            InetAddress destination,
            String message) {}

    /**
     * Where a virtual address is.
     *
     * @param router the virtual router
     * @param device the interface
     * @param address the address
     */
    public record Place(String router, String device, InetAddress address) {}

    /** Copies the lists. */
    public LastWords {
        adverts = List.copyOf(adverts);
        addresses = List.copyOf(addresses);
    }

    /** What an orderly stop would be, found out with a copy of the engine. */
    static LastWords of(VrrpEngine engine, Plans plans, long now) {
        List<Advert> adverts = new ArrayList<>();
        List<Place> addresses = new ArrayList<>();
        for (Effect effect : engine.rehearsal().on(new VrrpEvent.Shutdown(), now)) {
            if (effect instanceof Effect.SendAdvertisement advert && advert.priority() == 0) {
                addAdverts(advert, plans.sendingDevice(advert.router(), advert.interfaceName()), adverts);
            } else if (effect instanceof Effect.ReleaseAddresses(String router)) {
                RouterPlan plan = plans.router(router).orElseThrow();
                for (VirtualAddress address : plan.addresses()) {
                    addresses.add(new Place(router, address.interfaceName(), address.address()));
                }
            }
        }
        return new LastWords(adverts, addresses);
    }

    private static void addAdverts(Effect.SendAdvertisement advert, String device, List<Advert> to) {
        for (Effect.Packet packet : advert.packets()) {
            to.add(new Advert(
                    advert.router(),
                    device,
                    Families.linux(advert.family()),
                    advert.source(),
                    advert.timeToLive(),
                    packet.destination(),
                    HexFormat.of().formatHex(packet.message().toByteArray())));
        }
    }
}
