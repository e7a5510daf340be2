package holdfast.agent.plan;

import holdfast.linux.AddressFamily;
import holdfast.linux.KernelRoute.IpHeader;
import holdfast.linux.KernelRoute.Labels;
import holdfast.linux.KernelRoute.Locator;
import holdfast.linux.KernelRoute.Tunnel;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The words behind {@code encap} of a route (ip-route(8)). That they can be read has been seen to when the file was. */
final class TunnelWords {
    private static final int GROUP_BITS = 16;

    private final Map<String, String> values = new HashMap<>();

    private TunnelWords(List<String> words) {
        for (int i = 1; i + 1 < words.size(); i += 2) {
            values.put(words.get(i), words.get(i + 1));
        }
    }

    /** Empty without words. */
    static Optional<Tunnel> read(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (words.getFirst()) {
                    case "mpls" -> labels(words.getLast());
                    case "ila" -> locator(words.getLast());
                    case "ip" -> new TunnelWords(words).header(AddressFamily.IPV4, "ttl");
                    case "ip6" -> new TunnelWords(words).header(AddressFamily.IPV6, "hoplimit");
                    default -> throw new IllegalArgumentException("encap " + words.getFirst());
                });
    }

    /** Numbers as strtoul(3) reads them. */
    private static Labels labels(String text) {
        return new Labels(
                Arrays.stream(text.split("/", -1)).map(Integer::decode).toList());
    }

    /** Four groups of hexadecimal digits. */
    private static Locator locator(String text) {
        long bits = 0;
        for (String group : text.split(":", -1)) {
            bits = (bits << GROUP_BITS) | Long.parseLong(group, 16);
        }
        return new Locator(bits);
    }

    private IpHeader header(AddressFamily family, String hopLimit) {
        return new IpHeader(
                family,
                number("id"),
                address("dst"),
                address("src"),
                small(hopLimit),
                values.containsKey("tc") ? small("tc") : small("tos"),
                small("flags"));
    }

    private OptionalLong number(String name) {
        String text = values.get(name);
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.decode(text));
    }

    private OptionalInt small(String name) {
        OptionalLong number = number(name);
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsLong());
    }

    private Optional<InetAddress> address(String name) {
        return Optional.ofNullable(values.get(name)).map(InetAddress::ofLiteral);
    }
}
