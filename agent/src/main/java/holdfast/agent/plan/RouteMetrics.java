package holdfast.agent.plan;

import holdfast.agent.plan.RoutingTranslator.Untranslatable;
import holdfast.conf.model.Route;
import holdfast.linux.KernelRoute.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The words of a route with one value (ip-route(8)), in the kernel's units.
 *
 * @param metrics what connections are told, by number
 * @param realms as written
 * @param expires seconds
 * @param preference ICMPV6_ROUTER_PREF_ of linux/icmpv6.h
 * @param propagateTtl 0 or 1
 * @param vrf the VRF whose table it goes into
 */
record RouteMetrics(
        List<Metric> metrics,
        Optional<String> realms,
        OptionalLong expires,
        OptionalInt preference,
        OptionalInt propagateTtl,
        Optional<String> vrf) {
    /** RTAX_ of linux/rtnetlink.h. */
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("mtu", 2),
            Map.entry("window", 3),
            Map.entry("rtt", 4),
            Map.entry("rttvar", 5),
            Map.entry("ssthresh", 6),
            Map.entry("cwnd", 7),
            Map.entry("advmss", 8),
            Map.entry("reordering", 9),
            Map.entry("hoplimit", 10),
            Map.entry("initcwnd", 11),
            Map.entry("features", 12),
            Map.entry("rto_min", 13),
            Map.entry("initrwnd", 14),
            Map.entry("quickack", 15),
            Map.entry("congctl", 16),
            Map.entry("fastopen_no_cookie", 17));

    private static final long FEATURE_ECN = 1;
    private static final int RTT_UNITS = 8; // an eighth of a millisecond
    private static final int RTTVAR_UNITS = 4;

    RouteMetrics {
        metrics = List.copyOf(metrics);
    }

    static RouteMetrics of(List<Route.Option> options) throws Untranslatable {
        List<Metric> metrics = new ArrayList<>();
        Optional<String> realms = Optional.empty();
        OptionalLong expires = OptionalLong.empty();
        OptionalInt preference = OptionalInt.empty();
        OptionalInt propagateTtl = OptionalInt.empty();
        Optional<String> vrf = Optional.empty();
        for (Route.Option option : options) {
            switch (option.name()) {
                case "realms" -> realms = Optional.of(option.value());
                case "expires" -> expires = OptionalLong.of(Long.parseLong(option.value()));
                case "pref" -> preference = OptionalInt.of(preference(option.value()));
                case "ttl-propagate" ->
                    propagateTtl = OptionalInt.of(option.value().equals("enabled") ? 1 : 0);
                case "vrf" -> vrf = Optional.of(option.value());
                default -> metrics.add(metric(option));
            }
        }
        metrics.sort(Comparator.comparingInt(Metric::number));
        return new RouteMetrics(metrics, realms, expires, preference, propagateTtl, vrf);
    }

    private static int preference(String word) {
        return switch (word) {
            case "low" -> 3;
            case "high" -> 1;
            default -> 0;
        };
    }

    private static Metric metric(Route.Option option) throws Untranslatable {
        Integer number = NUMBERS.get(option.name());
        if (number == null) {
            throw new Untranslatable("'" + option.name() + "' is not acted on");
        }
        if (option.name().equals("congctl")) {
            return new Metric(number, 0, Optional.of(option.value()), option.locked());
        }
        long value = switch (option.name()) {
            case "features" -> FEATURE_ECN;
            case "rtt" -> millis(option.value()) * RTT_UNITS;
            case "rttvar" -> millis(option.value()) * RTTVAR_UNITS;
            case "rto_min" -> millis(option.value());
            default -> Long.parseLong(option.value());
        };
        return new Metric(number, value, Optional.empty(), option.locked());
    }

    /** Milliseconds, unless it ends in {@code s} alone. */
    private static long millis(String text) {
        if (text.endsWith("ms")) {
            return Long.parseLong(text.substring(0, text.length() - 2));
        }
        return text.endsWith("s")
                ? new BigDecimal(text.substring(0, text.length() - 1))
                        .movePointRight(3)
                        .longValue()
                : Long.parseLong(text);
    }
}
