import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual router of the segment.
 *
 * @param name what the nodes call it
 * @param vrid its number
 * @param version of the protocol
 * @param interval between two adverts
 * @param link the interface it is on
 * @param vip the address that is watched
 * @param priorities who takes part, and with which priority
 * @param preempts whether the best takes over from a worse one
 * @param addresses lines of {@code virtual_ipaddress}
 * @param more further lines
 */
record Instance(
        String name,
        int vrid,
        int version,
        Duration interval,
        String link,
        InetAddress vip,
        Map<String, Integer> priorities,
        boolean preempts,
        List<String> addresses,
        List<String> more) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Every kind of instance the promises differ for. Node n3 is keepalived's. */
    static List<Instance> all() {
        Map<String, Integer> first = Map.of("n1", 150, "n2", 120, "n3", 90, "n4", 80);
        Map<String, Integer> second = Map.of("n1", 120, "n2", 150, "n3", 90, "n4", 80);
        return List.of(
                ipv4("V1", 51, 3, SECOND, "eth0", first, true, List.of()),
                ipv4("V2", 52, 2, SECOND, "eth0", second, true, List.of("authentication {", "auth_type PASS", "auth_pass holdfast", "}")),
                ipv4("V3", 53, 3, Duration.ofMillis(100), "eth0", Map.of("n1", 100, "n2", 150, "n4", 80), true, List.of()),
                ipv4("V4", 54, 3, SECOND, "eth0", first, true, List.of()),
                ipv4("V5", 55, 3, SECOND, "eth1", first, true, List.of()),
                new Instance("V6", 56, 3, SECOND, "eth0", InetAddress.ofLiteral("2001:db8::156"), second, true,
                        List.of("fe80::156/64", "2001:db8::156/64"), List.of("native_ipv6")),
                ipv4("V7", 57, 3, SECOND, "eth0", Map.of("n1", 150, "n2", 120, "n4", 80), false, List.of("nopreempt")),
                ipv4("V8", 58, 3, SECOND, "eth0", Map.of("n1", 120, "n2", 100, "n3", 150, "n4", 80), true, List.of()),
                ipv4("V9", 59, 3, SECOND, "eth0", Map.of("n1", 120, "n2", 100, "n4", 150), true, List.of("use_vmac")));
    }

    private static Instance ipv4(
            String name, int vrid, int version, Duration interval, String link, Map<String, Integer> priorities,
            boolean preempts, List<String> more) {
        String address = (link.equals("eth0") ? "192.0.2." : "198.51.100.") + (100 + vrid);
        return new Instance(name, vrid, version, interval, link, InetAddress.ofLiteral(address), priorities, preempts,
                List.of(address + "/24"), more);
    }

    /** Who has to be master when all are well; empty: whoever is. */
    Optional<String> rightful() {
        return preempts
                ? priorities.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
                : Optional.empty();
    }

    /** The longest a backup waits: RFC 9568, 6.1, Active_Down_Interval with the lowest priority here. */
    Duration longestDownInterval() {
        int lowest = priorities.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        return interval.multipliedBy(3).plus(interval.multipliedBy(256 - lowest).dividedBy(256));
    }
}
