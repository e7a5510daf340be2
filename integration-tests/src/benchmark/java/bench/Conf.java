package bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Configurations both programs read. */
final class Conf {
    /** The virtual router of configurations that have one. */
    static final int VRID = 51;

    private static final int VRIDS_A_NETWORK = 250;

    private Conf() {}

    /** One virtual router with one address; 255 is an owner, which speaks at once. */
    static String single(int priority, double interval) {
        return instance("VI_1", "eth0", VRID, priority, interval, "10.9.0.1/32", "");
    }

    /** One virtual router with many addresses. A packet lists one of them, as people do who have so many. */
    static String manyAddresses(int addresses) {
        String more = IntStream.range(1, addresses)
                .mapToObj(number -> "        10.20." + (number >> 8) + "." + (number & 255) + "/32\n")
                .collect(Collectors.joining());
        return instance(
                "VI_1",
                "eth0",
                VRID,
                255,
                1,
                "10.20.0.0/32",
                more.isEmpty() ? "" : "    virtual_ipaddress_excluded {\n" + more + "    }\n");
    }

    /** Many virtual routers, 250 on a network. */
    static String manyInstances(int instances, int priority, double interval) {
        return IntStream.range(0, instances)
                .mapToObj(number -> instance(
                        "VI_" + number,
                        "eth" + number / VRIDS_A_NETWORK,
                        number % VRIDS_A_NETWORK + 1,
                        priority,
                        interval,
                        "10.9." + (number >> 8) + "." + (number & 255) + "/32",
                        ""))
                .collect(Collectors.joining());
    }

    /** Ten virtual routers that tell so many peers. */
    static String unicast(int peers, int priority, double interval, String source, int firstPeer) {
        String others = IntStream.range(0, peers)
                .mapToObj(peer -> "        192.0.2." + (firstPeer + peer) + "\n")
                .collect(Collectors.joining());
        String unicast = "    unicast_src_ip " + source + "\n    unicast_peer {\n" + others + "    }\n";
        return IntStream.range(0, 10)
                .mapToObj(number -> instance(
                        "VI_" + number, "eth0", number + 1, priority, interval, "10.9.0." + number + "/32", unicast))
                .collect(Collectors.joining());
    }

    private static String instance(
            String name, String link, int vrid, int priority, double interval, String address, String more) {
        return String.format(
                Locale.ROOT,
                """
                vrrp_instance %s {
                    state %s
                    interface %s
                    version 3
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                    virtual_ipaddress {
                        %s dev %s
                    }
                %s}
                """,
                name,
                priority == 255 ? "MASTER" : "BACKUP",
                link,
                vrid,
                priority,
                interval,
                address,
                link,
                more);
    }
}
