package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.Route;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A line of {@code static_routes} or {@code virtual_routes} (keepalived.conf(5), "Static routes"). An object reads one line.
 */
final class RouteLine extends KernelLine {
    /** What the reference says of such a line. */
    static final String SYNTAX =
            "[inet | inet6] [TYPE] [to] ADDRESS[/LENGTH] | default [src ADDRESS] [from ADDRESS/LENGTH]"
                    + " [via ADDRESS] [dev INTERFACE] [onlink] [table TABLE] [protocol PROTOCOL] [scope SCOPE] [tos 0..255]"
                    + " [metric 0..4294967295] [mtu | hoplimit | advmss | rtt | rttvar | reordering | window | cwnd | ssthresh |"
                    + " rto_min [lock] NUMBER] [realms [FROM/]TO] [initcwnd | initrwnd NUMBER] [features ecn] [quickack 0 | 1]"
                    + " [congctl [lock] NAME] [pref low | medium | high] [expires SECONDS] [ttl-propagate enabled | disabled]"
                    + " [fastopen_no_cookie 0 | 1] [vrf NAME] [encap mpls LABEL[/LABEL] | ila LOCATOR | ip ... | ip6 ...] [add | prepend | append] [no_track]"
                    + " [nexthop [via ADDRESS] [dev INTERFACE] [weight 1..256] [onlink] [realms [FROM/]TO] [encap ...] ...]";

    private final boolean isStatic;
    private final RouteOptions optionReader;
    private Route.Type type = Route.Type.UNICAST;
    private Optional<Route.Order> order = Optional.empty();
    private Word destinationWord;
    private Optional<IpPrefix> destination = Optional.empty();
    private Optional<IpPrefix> from = Optional.empty();
    private Optional<InetAddress> source = Optional.empty();
    private Optional<InetAddress> via = Optional.empty();
    private Optional<String> dev = Optional.empty();
    private boolean onLink;
    private Optional<NamedNumber> table = Optional.empty();
    private Optional<NamedNumber> protocol = Optional.empty();
    private Optional<NamedNumber> scope = Optional.empty();
    private OptionalLong typeOfService = OptionalLong.empty();
    private OptionalLong metric = OptionalLong.empty();
    private List<String> encapsulation = List.of();
    private final List<Route.NextHop> nextHops = new ArrayList<>();

    private RouteLine(Arguments in, boolean isStatic) {
        super(in, "route");
        this.isStatic = isStatic;
        this.optionReader = new RouteOptions(this);
    }

    /**
     * A route and where it stands.
     *
     * @param route the route
     * @param trackGroup the group it names
     * @param span the destination
     */
    record Read(Route route, Optional<Word> trackGroup, SourceSpan span) {
        /** The same route in a group, or in none. */
        Route in(Optional<String> group) {
            return new Route(
                    route.type(),
                    route.order(),
                    route.destination(),
                    route.from(),
                    route.source(),
                    route.via(),
                    route.dev(),
                    route.onLink(),
                    route.table(),
                    route.protocol(),
                    route.scope(),
                    route.typeOfService(),
                    route.metric(),
                    route.options(),
                    route.encapsulation(),
                    route.nextHops(),
                    route.noTrack(),
                    group);
        }
    }

    /** Reads a line into a list; nothing is added when the line is unusable, which has then been reported. */
    static void read(List<Read> into, Arguments in, boolean isStatic) {
        var line = new RouteLine(in, isStatic);
        Word first = in.peek().orElseThrow(); // a statement has at least one word
        for (Optional<Word> word = in.take(); word.isPresent() && line.isUsable(); word = in.take()) {
            line.word(word.get());
        }
        in.takeAll();
        if (line.isUsable()) {
            line.finish(first, into);
        }
    }

    private void word(Word word) {
        switch (word.text()) {
            case "inet" -> fits(AddressFamily.INET, word);
            case "inet6" -> fits(AddressFamily.INET6, word);
            case "to" -> value("ADDRESS/LENGTH").ifPresent(this::destination);
            case "src" -> source = address(word);
            case "from" -> from(word);
            case "via" -> via = address(word);
            case "gw" -> {
                deprecated(word, "via");
                via = address(word);
            }
            case "or" -> or(word);
            case "dev", "oif" -> dev = interfaceName("");
            case "onlink" -> onLink = true;
            case "table" -> {
                table = table(word);
                optionReader.forgetVrf(); // of a table and a VRF the last one counts
            }
            case "vrf" -> {
                optionReader.vrf(word);
                table = Optional.empty();
            }
            case "protocol" -> protocol = protocol(word);
            case "scope" -> scope = scope(word);
            case "tos", "dsfield" -> typeOfService = number(word, 0, MAX_TOS);
            case "metric", "priority", "preference" -> metric = number(word, 0, MAX_UNSIGNED);
            case "encap" -> encapsulation = Encapsulation.read(this);
            case "nexthop" -> nextHops(word);
            case "add" -> order = Optional.of(Route.Order.ADD);
            case "prepend" -> order = Optional.of(Route.Order.PREPEND);
            case "append" -> order = Optional.of(Route.Order.APPEND);
            case "no_track" -> noTrack = true;
            case "track_group" -> trackGroup(word, isStatic);
            default -> typeOrOption(word);
        }
    }

    private void typeOrOption(Word word) {
        for (Route.Type known : Route.Type.values()) {
            if (known.word().equals(word.text())) {
                type = known;
                return;
            }
        }
        if (!optionReader.read(word)) {
            destination(word);
        }
    }

    private void destination(Word word) {
        boolean isAddress = isDefault(word.text())
                || AddressLiteral.parse(word.text().split("/", 2)[0]).isPresent();
        if (!isAddress
                && Character.isLetter(word.text().isEmpty() ? '.' : word.text().charAt(0))) {
            Optional<String> near = Suggestions.nearest(word.text(), RouteOptions.WORDS);
            leftOut(
                    word,
                    "'" + word.text() + "' is no word of a route",
                    near.map(found -> "did you mean '" + found + "'?").orElse(""));
            return;
        }
        if (destinationWord != null) {
            leftOut(word, "'" + word.text() + "' is a second destination", "write each route on a line of its own");
            return;
        }
        destinationWord = word;
        destination = prefixOf(word, "");
    }

    private void from(Word option) {
        from = prefix(option);
        if (from.isPresent() && from.get().family() == AddressFamily.INET) {
            leftOut(option, "'from' works with IPv6 only", "use a rule in 'static_rules' or 'virtual_rules'");
        }
    }

    private void deprecated(Word word, String current) {
        in.problem(
                Rule.RENAMED_KEYWORD,
                word,
                "'" + word.text() + "' of a route is now called '" + current + "'",
                "write '" + current + "'");
    }

    /** Of old: {@code via A or B}. */
    private void or(Word word) {
        deprecated(word, "nexthop");
        Optional<InetAddress> other = address(word);
        via.ifPresent(first -> nextHops.add(hop(first)));
        via = Optional.empty();
        other.ifPresent(second -> nextHops.add(hop(second)));
    }

    private static Route.NextHop hop(InetAddress via) {
        return new Route.NextHop(Optional.of(via), Optional.empty(), 1, false, Optional.empty(), List.of());
    }

    /** Everything from the first {@code nexthop} to the end of the line. */
    private void nextHops(Word word) {
        Optional<Word> keyword = Optional.of(word);
        while (keyword.isPresent() && isUsable()) {
            if (!keyword.get().text().equals("nexthop")) {
                leftOut(
                        keyword.get(),
                        "'" + keyword.get().text() + "' cannot stand after a 'nexthop'",
                        "write it before the first 'nexthop'");
                return;
            }
            nextHop(keyword.get());
            keyword = in.take();
        }
    }

    private void nextHop(Word keyword) {
        Optional<InetAddress> router = Optional.empty();
        Optional<String> interfaceName = Optional.empty();
        OptionalLong weight = OptionalLong.of(1);
        boolean direct = false;
        Optional<String> realms = Optional.empty();
        List<String> wrapped = List.of();
        boolean any = false;
        boolean going = true;
        while (going && isUsable() && in.peek().isPresent()) {
            Word word = in.peek().orElseThrow();
            going = List.of("via", "dev", "weight", "onlink", "realms", "encap").contains(word.text());
            if (going) {
                in.take();
                any = true;
                switch (word.text()) {
                    case "via" -> router = address(word);
                    case "dev" -> interfaceName = interfaceName("");
                    case "weight" -> weight = number(word, 1, 256);
                    case "onlink" -> direct = true;
                    case "realms" -> realms = realms();
                    default -> wrapped = Encapsulation.read(this);
                }
            }
        }
        if (!any && isUsable()) {
            leftOut(keyword, "'nexthop' says nothing", "write 'nexthop via ADDRESS'");
        }
        nextHops.add(new Route.NextHop(router, interfaceName, (int) weight.orElse(1), direct, realms, wrapped));
    }

    private void finish(Word first, List<Read> into) {
        if (destinationWord == null) {
            leftOut(first, "the route has no destination", "write 'default', or ADDRESS/LENGTH");
            return;
        }
        IpPrefix where = destination.orElseGet(this::everything);
        optionReader.checkFamily(family());
        if (!isUsable()) {
            return;
        }
        checkHostBits(where);
        into.add(new Read(route(where, isUntracked()), trackGroup, destinationWord.span()));
    }

    /** The IPv4 kernel refuses such routes (fib_table_insert: "Invalid prefix for given prefix length"). */
    private void checkHostBits(IpPrefix where) {
        byte[] bytes = where.address().getAddress();
        boolean clean = true;
        for (int bit = where.length(); bit < bytes.length * 8; bit++) {
            clean &= (bytes[bit / 8] & 0x80 >> bit % 8) == 0;
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        if (!clean && where.family() == AddressFamily.INET) {
            in.problem(
                    Rule.ROUTE_HOST_BITS,
                    destinationWord,
                    "'" + destinationWord.text() + "' is not the first address of its network",
                    "write '" + (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "."
                            + (bytes[3] & 0xff) + "/" + where.length() + "'");
        }
    }

    /** Whether its disappearance will go unnoticed; complains when that was not asked for. */
    private boolean isUntracked() {
        if (noTrack) {
            return true;
        }
        if (dev.isEmpty()) {
            in.problem(
                    Rule.UNTRACKED,
                    destinationWord,
                    "the route to '" + destinationWord.text() + "' cannot be tracked: it names no interface",
                    "add 'dev INTERFACE', or 'no_track' if that is meant");
            return true;
        }
        protocol.filter(given -> given.number().orElse(-1) != KEEPALIVED)
                .ifPresent(given -> in.problem(
                        Rule.UNTRACKED,
                        destinationWord,
                        "a tracked route has keepalived's protocol; '" + given.text() + "' is ignored",
                        "remove 'protocol', or add 'no_track'"));
        protocol = protocol.filter(given -> given.number().orElse(-1) == KEEPALIVED);
        return false;
    }

    private Route route(IpPrefix where, boolean untracked) {
        // Only unicast routes have a place among others: the kernel takes the rest as they are.
        Route.Order effective =
                type == Route.Type.UNICAST ? order.orElse(Route.Order.PREPEND) : order.orElse(Route.Order.ADD);
        return new Route(
                type,
                effective,
                where,
                from,
                source,
                via,
                dev,
                onLink,
                table,
                protocol,
                scope,
                typeOfService.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) typeOfService.getAsLong()),
                metric,
                optionReader.options(),
                encapsulation,
                nextHops,
                untracked,
                trackGroup.map(Word::text));
    }
}
