package holdfast.conf.schema;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.Route;
import holdfast.conf.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a route that the kernel takes as they are: metrics and the like. One object for one line. */
final class RouteOptions {
    /** All words of a route, to find the one that was meant. */
    static final List<String> WORDS = List.of(
            "via",
            "dev",
            "src",
            "table",
            "protocol",
            "scope",
            "metric",
            "tos",
            "onlink",
            "no_track",
            "track_group",
            "nexthop",
            "weight",
            "encap",
            "append",
            "prepend",
            "blackhole",
            "unreachable",
            "prohibit",
            "mtu",
            "hoplimit",
            "advmss",
            "rttvar",
            "reordering",
            "window",
            "ssthresh",
            "realms",
            "rto_min",
            "initcwnd",
            "initrwnd",
            "features",
            "quickack",
            "congctl",
            "expires",
            "ttl-propagate",
            "fastopen_no_cookie");

    private static final int MAX_HOPS = 255;

    private final KernelLine line;
    private final List<Route.Option> options = new ArrayList<>();
    private Optional<Word> onlyIpv6 = Optional.empty();

    RouteOptions(KernelLine line) {
        this.line = line;
    }

    List<Route.Option> options() {
        return options;
    }

    /** Reads a word and its value, if it is one of these; false if not. */
    boolean read(Word word) {
        switch (word.text()) {
            case "mtu", "advmss", "window", "cwnd", "ssthresh", "reordering" ->
                number(word, line.in.take("lock"), KernelLine.MAX_UNSIGNED);
            case "initcwnd", "initrwnd" -> number(word, false, KernelLine.MAX_UNSIGNED);
            case "hoplimit" -> number(word, line.in.take("lock"), MAX_HOPS);
            case "quickack", "fastopen_no_cookie" -> number(word, false, 1);
            // the kernel counts the first two in fractions of a millisecond
            case "rtt" -> time(word, 960_000);
            case "rttvar" -> time(word, 480_000);
            case "rto_min" -> time(word, 120_000);
            case "expires" -> {
                onlyIpv6 = Optional.of(word);
                number(word, false, KernelLine.MAX_UNSIGNED);
            }
            case "pref" -> {
                onlyIpv6 = Optional.of(word);
                choice(word, List.of("low", "medium", "high"));
            }
            case "features" -> choice(word, List.of("ecn"));
            case "ttl-propagate" -> choice(word, List.of("enabled", "disabled"));
            case "congctl" -> text(word, line.in.take("lock"), "the name of a congestion control algorithm");
            case "realms" -> line.realms().ifPresent(value -> options.add(new Route.Option("realms", false, value)));
            case "as" -> asTo(word);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void number(Word option, boolean locked, long max) {
        line.number(option, 0, max)
                .ifPresent(value -> options.add(new Route.Option(option.text(), locked, Long.toString(value))));
    }

    private void text(Word option, boolean locked, String expected) {
        line.value(expected).ifPresent(value -> options.add(new Route.Option(option.text(), locked, value.text())));
    }

    private void choice(Word option, List<String> words) {
        Optional<Word> value = line.value(String.join(" or ", words));
        if (value.isEmpty()) {
            return;
        }
        if (words.contains(value.get().text())) {
            options.add(new Route.Option(option.text(), false, value.get().text()));
        } else {
            line.ignored(
                    value.get(),
                    "'" + value.get().text() + "' is no value for '" + option.text() + "'; it is ignored",
                    "expected " + String.join(" or ", words));
        }
    }

    /** {@code vrf NAME}. */
    void vrf(Word option) {
        forgetVrf();
        text(option, false, "the name of a VRF");
    }

    void forgetVrf() {
        options.removeIf(option -> option.name().equals("vrf"));
    }

    /** Milliseconds, or seconds with up to three decimal places and an {@code s}. */
    private void time(Word option, long maxMillis) {
        boolean locked = line.in.take("lock");
        Optional<Word> value = line.value("milliseconds from 0 to " + maxMillis);
        if (value.isEmpty()) {
            return;
        }
        String text = value.get().text();
        boolean millis = text.endsWith("ms") || !text.endsWith("s");
        String digits = text.endsWith("ms")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        int point = millis ? -1 : digits.indexOf('.');
        String places = point < 0 ? "" : digits.substring(point + 1);
        var whole = KernelLine.unsigned(point < 0 ? digits : digits.substring(0, point));
        boolean isTime = whole.isPresent()
                && places.length() <= 3
                && places.chars().allMatch(c -> c >= '0' && c <= '9')
                && whole.getAsLong() * (millis ? 1 : 1000) <= maxMillis;
        if (isTime) {
            options.add(new Route.Option(option.text(), locked, text));
        } else {
            line.leftOut(
                    value.get(),
                    "'" + option.text() + " " + text + "' is out of range",
                    "expected milliseconds from 0 to " + maxMillis + ", or seconds such as 0.2s");
        }
    }

    /** {@code as to ADDRESS} is for MPLS, which no line can ask for. */
    private void asTo(Word word) {
        line.in.take("to");
        line.value("an address");
        line.ignored(word, "'as' is for MPLS only and is ignored", "remove it");
    }

    /** Complains about words that are for IPv6 in a route of IPv4. */
    void checkFamily(AddressFamily family) {
        onlyIpv6.filter(_ -> family == AddressFamily.INET)
                .ifPresent(word -> line.leftOut(word, "'" + word.text() + "' is for IPv6 only", "remove it"));
    }
}
