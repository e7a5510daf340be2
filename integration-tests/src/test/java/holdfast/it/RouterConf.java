package holdfast.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A keepalived.conf with one virtual router on {@code eth0}, put together from what differs between tests. Immutable; each
 * method returns a changed copy.
 *
 * @param name the instance's name
 * @param version 2 or 3
 * @param vrid the virtual router id
 * @param priority its priority
 * @param interval {@code advert_int}, seconds
 * @param addresses lines of {@code virtual_ipaddress}
 * @param lines more lines of the instance
 * @param before what stands before the instance
 */
record RouterConf(
        String name,
        int version,
        int vrid,
        int priority,
        String interval,
        List<String> addresses,
        List<String> lines,
        List<String> before) {
    /** Copies the lists. */
    RouterConf {
        addresses = List.copyOf(addresses);
        lines = List.copyOf(lines);
        before = List.copyOf(before);
    }

    /** Version 3 with an advert every 0.2 s, so that tests need not wait long; {@link Pair#VIP} is its address. */
    static RouterConf quick(int priority) {
        return new RouterConf("VI_1", 3, Pair.VRID, priority, "0.2", List.of(Pair.VIP_LINE), List.of(), List.of());
    }

    /** Version 2 with an advert every second, keepalived's defaults; {@link Pair#VIP} is its address. */
    static RouterConf classic(int priority) {
        return new RouterConf("VI_1", 2, Pair.VRID, priority, "1", List.of(Pair.VIP_LINE), List.of(), List.of());
    }

    RouterConf name(String other) {
        return new RouterConf(other, version, vrid, priority, interval, addresses, lines, before);
    }

    RouterConf priority(int other) {
        return new RouterConf(name, version, vrid, other, interval, addresses, lines, before);
    }

    RouterConf addresses(String... others) {
        return new RouterConf(name, version, vrid, priority, interval, List.of(others), lines, before);
    }

    /** With more lines in the instance. */
    RouterConf with(String... more) {
        return new RouterConf(name, version, vrid, priority, interval, addresses, joined(lines, more), before);
    }

    /** With more text before the instance. */
    RouterConf after(String... more) {
        return new RouterConf(name, version, vrid, priority, interval, addresses, lines, joined(before, more));
    }

    private static List<String> joined(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /** What the file holds. */
    String text() {
        return """
                global_defs {
                    script_user root
                }
                %s
                vrrp_instance %s {
                    state BACKUP
                    interface eth0
                    version %d
                    virtual_router_id %d
                    priority %d
                    advert_int %s
                    %s
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(
                        String.join("\n", before),
                        name,
                        version,
                        vrid,
                        priority,
                        interval,
                        String.join("\n    ", lines),
                        String.join("\n        ", addresses));
    }
}
