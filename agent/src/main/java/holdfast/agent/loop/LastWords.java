package holdfast.agent.loop;

import holdfast.agent.plan.RouterPlan;
import holdfast.agent.plan.StaticPlan;
import holdfast.linux.AddressFamily;
import holdfast.linux.RoutingRemoval;
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
 * @param routing their routes and rules, and static ones
 */
public record LastWords(List<Advert> adverts, List<Place> addresses, List<Routing> routing) {
    /** Of a process that was MASTER of nothing. */
    public static final LastWords NONE = new LastWords(List.of(), List.of(), List.of());

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
     * @param router the virtual router; empty for a static one
     * @param device the interface
     * @param address the address
     */
    public record Place(String router, String device, InetAddress address) {}

    /**
     * A route or a rule.
     *
     * @param router the virtual router; empty for a static one
     * @param words as people write it
     * @param removal takes it away
     */
    public record Routing(String router, String words, RoutingRemoval removal) {}

    /** Copies the lists. */
    public LastWords {
        adverts = List.copyOf(adverts);
        addresses = List.copyOf(addresses);
        routing = List.copyOf(routing);
    }

    /** What an orderly stop would be, found out with a copy of the engine. */
    static LastWords of(VrrpEngine engine, Plans plans, RoutingTables tables, long now) {
        List<Advert> adverts = new ArrayList<>();
        List<Place> addresses = new ArrayList<>();
        List<Routing> routing = new ArrayList<>();
        StaticPlan statics = plans.current().statics();
        routing.addAll(tables.writtenDown(RoutingTables.MACHINE, statics.routing()));
        statics.addresses()
                .forEach(address ->
                        addresses.add(new Place(RoutingTables.MACHINE, address.interfaceName(), address.address())));
        for (Effect effect : engine.rehearsal().on(new VrrpEvent.Shutdown(), now)) {
            if (effect instanceof Effect.SendAdvertisement advert && advert.priority() == 0) {
                addAdverts(advert, plans.sendingDevice(advert.router(), advert.interfaceName()), adverts);
            } else if (effect instanceof Effect.ReleaseAddresses(String router)) {
                RouterPlan plan = plans.router(router).orElseThrow();
                routing.addAll(tables.writtenDown(router, plan.routing()));
                for (VirtualAddress address : plan.addresses()) {
                    addresses.add(new Place(router, address.interfaceName(), address.address()));
                }
            }
        }
        return new LastWords(adverts, addresses, routing);
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
