package holdfast.agent.plan;

import holdfast.agent.plan.RoutingTranslator.Untranslatable;
import holdfast.linux.AddressFamily;
import holdfast.linux.KernelRoute.Tunnel;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The words behind {@code encap} of a route (ip-route(8)): of the kinds {@code ip} and {@code ip6}. */
final class TunnelWords {
    private static final Set<String> KNOWN = Set.of("id", "dst", "src", "tos", "tc", "ttl", "hoplimit", "flags");

    private final Map<String, String> values = new HashMap<>();

    private TunnelWords(List<String> words) throws Untranslatable {
        for (int i = 1; i + 1 < words.size(); i += 2) {
            if (!KNOWN.contains(words.get(i))) {
                throw new Untranslatable("'encap' with '" + words.get(i) + "' is not acted on");
            }
            values.put(words.get(i), words.get(i + 1));
        }
    }

    static Optional<Tunnel> read(List<String> words) throws Untranslatable {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        AddressFamily family = switch (words.getFirst()) {
            case "ip" -> AddressFamily.IPV4;
            case "ip6" -> AddressFamily.IPV6;
            default ->
                throw new Untranslatable(
                        "'encap " + words.getFirst() + "' is not acted on, only 'encap ip' and 'encap ip6'");
        };
        try {
            TunnelWords values = new TunnelWords(words);
            return Optional.of(new Tunnel(
                    family,
                    values.number("id", "id", Long.MAX_VALUE),
                    values.address("dst", family),
                    values.address("src", family),
                    values.small("ttl", "hoplimit", 255),
                    values.small("tos", "tc", 255),
                    values.small("flags", "flags", 65_535)));
        } catch (IllegalArgumentException e) {
            throw new Untranslatable("'" + String.join(" ", words) + "' cannot be read: " + e.getMessage());
        }
    }

    private OptionalLong number(String name, String other, long max) throws Untranslatable {
        String text = values.getOrDefault(name, values.get(other));
        if (text == null) {
            return OptionalLong.empty();
        }
        long number = Long.decode(text);
        if (number < 0 || number > max) {
            throw new Untranslatable("'" + name + " " + text + "' is not from 0 to " + max);
        }
        return OptionalLong.of(number);
    }

    private OptionalInt small(String name, String other, int max) throws Untranslatable {
        OptionalLong number = number(name, other, max);
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsLong());
    }

    private Optional<InetAddress> address(String name, AddressFamily family) throws Untranslatable {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        InetAddress address = InetAddress.ofLiteral(text);
        if (AddressFamily.of(address) != family) {
            throw new Untranslatable("'" + name + " " + text + "' is of the other family");
        }
        return Optional.of(address);
    }
}
