package holdfast.agent.realserver;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A kernel setting that a real server needs (Documentation/networking/ip-sysctl.rst).
 *
 * @param name below /proc/sys/net
 * @param value what {@code up} writes
 * @param purpose what it is for, after "so that"
 */
record RequiredSetting(String name, String value, String purpose) {
    private static final String SILENT = "this machine does not answer ARP requests for the virtual address";
    private static final String ANNOUNCE = "this machine does not tell the virtual address in ARP requests of its own";
    private static final String TUNNELLED =
            "packets out of the tunnel are not dropped because their way back is another interface";

    /** What these addresses need, each once. IPv6 needs none: neighbours are told of the addresses of their own link only. */
    static Set<RequiredSetting> of(List<ServedAddress> served) {
        Set<RequiredSetting> all = new LinkedHashSet<>();
        for (ServedAddress one : served) {
            if (one.isIpv4()) {
                for (String where : List.of("all", one.interfaceName())) {
                    all.add(of(where, "arp_ignore", "1", SILENT));
                    all.add(of(where, "arp_announce", "2", ANNOUNCE));
                    if (one.way() == ServedAddress.Way.TUNNEL) {
                        all.add(of(where, "rp_filter", "0", TUNNELLED));
                    }
                }
            }
        }
        return all;
    }

    private static RequiredSetting of(String where, String setting, String value, String purpose) {
        return new RequiredSetting("ipv4/conf/" + where + "/" + setting, value, purpose);
    }

    /** Whether a setting is good as it is. Of the ARP settings higher numbers are stricter still. */
    boolean isEnough(String current) {
        if (isReversePathFilter()) {
            return current.equals(value);
        }
        return current.matches("[0-9]{1,4}") && Integer.parseInt(current) >= Integer.parseInt(value);
    }

    private boolean isReversePathFilter() {
        return name.endsWith("/rp_filter");
    }

    /** As sysctl(8) names it. */
    String sysctl() {
        return "net." + name.replace('/', '.');
    }
}
