package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.model.RoutingRule;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A line of {@code static_rules} or {@code virtual_rules} (keepalived.conf(5), "Static rules"). An object reads one line. */
final class RuleLine extends KernelLine {
    /** What the reference says of such a line. */
    static final String SYNTAX = "[inet | inet6] [not] [from ADDRESS[/LENGTH]] [to ADDRESS[/LENGTH]] [table TABLE]"
            + " [preference 0..4294967295] [tos 0..255] [fwmark NUMBER[/MASK]] [realms [FROM/]TO] [dev INTERFACE]"
            + " [oif INTERFACE] [suppress_prefixlength 0..32 (IPv6: 128)] [suppress_ifgroup GROUP] [tunnel-id NUMBER]"
            + " [uidrange FIRST-LAST] [l3mdev] [protocol PROTOCOL] [ipproto PROTOCOL] [sport FIRST-LAST] [dport FIRST-LAST]"
            + " [goto PREFERENCE] [nop | blackhole | unreachable | prohibit] [no_track]";

    private static final List<String> WORDS = List.of(
            "from",
            "to",
            "not",
            "table",
            "lookup",
            "preference",
            "order",
            "priority",
            "tos",
            "dsfield",
            "fwmark",
            "realms",
            "suppress_prefixlength",
            "suppress_ifgroup",
            "dev",
            "iif",
            "oif",
            "tunnel-id",
            "uidrange",
            "l3mdev",
            "protocol",
            "ipproto",
            "sport",
            "dport",
            "goto",
            "nop",
            "type",
            "blackhole",
            "unreachable",
            "prohibit",
            "no_track",
            "track_group");

    private static final long MAX_PORT = 65_535;

    private final boolean isStatic;
    private final Word first;
    private boolean inverted;
    private Optional<IpPrefix> from = Optional.empty();
    private Optional<IpPrefix> to = Optional.empty();
    private Optional<String> incoming = Optional.empty();
    private Optional<String> outgoing = Optional.empty();
    private OptionalLong typeOfService = OptionalLong.empty();
    private Optional<RoutingRule.Mark> mark = Optional.empty();
    private boolean masterDevice;
    private OptionalLong tunnelId = OptionalLong.empty();
    private Optional<RoutingRule.Range> users = Optional.empty();
    private Optional<String> ipProtocol = Optional.empty();
    private Optional<RoutingRule.Range> sourcePorts = Optional.empty();
    private Optional<RoutingRule.Range> destinationPorts = Optional.empty();
    private OptionalLong preference = OptionalLong.empty();
    private Optional<RoutingRule.Action> action = Optional.empty();
    private Optional<Word> goTo = Optional.empty();
    private OptionalLong suppressedLength = OptionalLong.empty();
    private Optional<NamedNumber> suppressedGroup = Optional.empty();
    private Optional<String> realms = Optional.empty();
    private Optional<NamedNumber> protocol = Optional.empty();

    private RuleLine(Arguments in, boolean isStatic, Word first) {
        super(in, "rule");
        this.isStatic = isStatic;
        this.first = first;
    }

    /**
     * A rule and where it stands.
     *
     * @param rule the rule, with preference 0 when none was given
     * @param hasPreference whether one was given
     * @param trackGroup the group it names
     * @param span its first word
     */
    record Read(RoutingRule rule, boolean hasPreference, Optional<Word> trackGroup, SourceSpan span) {
        /** The same rule with a preference. */
        RoutingRule withPreference(long preference) {
            return with(preference, rule.trackGroup());
        }

        /** The same rule in a group, or in none. */
        Read in(Optional<String> group) {
            return new Read(with(rule.preference(), group), hasPreference, trackGroup, span);
        }

        private RoutingRule with(long preference, Optional<String> group) {
            return new RoutingRule(
                    rule.family(),
                    rule.selector(),
                    preference,
                    rule.action(),
                    rule.suppressPrefixLength(),
                    rule.suppressInterfaceGroup(),
                    rule.realms(),
                    rule.protocol(),
                    rule.noTrack(),
                    group);
        }
    }

    /** Reads a line into a list; nothing is added when the line is unusable, which has then been reported. */
    static void read(List<Read> into, Arguments in, boolean isStatic) {
        var line = new RuleLine(in, isStatic, in.peek().orElseThrow()); // a statement has at least one word
        for (Optional<Word> word = in.take(); word.isPresent() && line.isUsable(); word = in.take()) {
            line.word(word.get());
        }
        in.takeAll();
        if (line.isUsable()) {
            line.finish(into);
        }
    }

    private void word(Word word) {
        switch (word.text()) {
            case "inet" -> fits(AddressFamily.INET, word);
            case "inet6" -> fits(AddressFamily.INET6, word);
            case "not" -> inverted = true;
            case "from" -> from = prefix(word);
            case "to" -> to = prefix(word);
            case "table", "lookup" ->
                table(word).ifPresent(table -> {
                    if (table.number().orElse(1) == 0) {
                        leftOut(word, "there is no table 0", "name a table");
                    }
                    act(new RoutingRule.Lookup(table), word);
                });
            case "goto" -> {
                goTo = in.peek();
                number(word, 0, MAX_UNSIGNED).ifPresent(target -> act(new RoutingRule.GoTo(target), word));
            }
            case "type" -> value("blackhole, unreachable or prohibit").ifPresent(this::verdict);
            case "nop", "blackhole", "unreachable", "prohibit" -> verdict(word);
            case "preference", "order", "priority" -> preference = number(word, 0, MAX_UNSIGNED);
            case "iif", "dev" -> incoming = interfaceName("");
            case "oif" -> outgoing = interfaceName("");
            case "no_track" -> noTrack = true;
            case "track_group" -> trackGroup(word, isStatic);
            default -> selector(word);
        }
    }

    private void selector(Word word) {
        switch (word.text()) {
            case "tos", "dsfield" -> typeOfService = number(word, 0, MAX_TOS);
            case "fwmark" -> mark(word);
            case "realms" -> realms = realms();
            case "suppress_prefixlength", "suppress_prefixlen" -> suppressedLength = number(word, 0, 128);
            case "suppress_ifgroup", "suppress_group" ->
                suppressedGroup = named(word, "a group of interfaces", Map.of("default", 0L), MAX_UNSIGNED);
            case "tunnel-id" -> tunnelId = number(word, 0, Long.MAX_VALUE);
            case "uidrange" -> users = range(word, MAX_UNSIGNED);
            case "l3mdev" -> masterDevice = true;
            case "protocol" -> protocol = protocol(word);
            case "ipproto" -> ipProtocol = value("a protocol such as tcp").map(Word::text);
            case "sport" -> sourcePorts = range(word, MAX_PORT);
            case "dport" -> destinationPorts = range(word, MAX_PORT);
            default -> unknown(word);
        }
    }

    private void unknown(Word word) {
        leftOut(
                word,
                "'" + word.text() + "' is no word of a rule",
                Suggestions.nearest(word.text(), WORDS)
                        .map(found -> "did you mean '" + found + "'?")
                        .orElse(""));
    }

    private void verdict(Word word) {
        switch (word.text()) {
            case "nop" -> act(RoutingRule.Verdict.NOP, word);
            case "blackhole" -> act(RoutingRule.Verdict.BLACKHOLE, word);
            case "unreachable" -> act(RoutingRule.Verdict.UNREACHABLE, word);
            case "prohibit" -> act(RoutingRule.Verdict.PROHIBIT, word);
            default -> leftOut(word, "'" + word.text() + "' is no type of rule", "blackhole, unreachable or prohibit");
        }
    }

    private void act(RoutingRule.Action wanted, Word word) {
        if (action.isPresent()) {
            leftOut(
                    word,
                    "a rule does one thing; '" + word.text() + "' is one too many",
                    "keep one of table, goto, nop, blackhole, prohibit, unreachable");
        }
        action = Optional.of(wanted);
    }

    /** {@code NUMBER[/MASK]}. */
    private void mark(Word option) {
        Optional<Word> word = value("NUMBER[/MASK]");
        if (word.isEmpty()) {
            return;
        }
        String[] parts = word.get().text().split("/", 2);
        OptionalLong value = number(option, word.get(), parts[0], 0, MAX_UNSIGNED);
        OptionalLong mask = parts.length == 1
                ? OptionalLong.of(MAX_UNSIGNED)
                : number(option, word.get(), parts[1], 0, MAX_UNSIGNED);
        if (value.isPresent() && mask.isPresent()) {
            mark = Optional.of(new RoutingRule.Mark(value.getAsLong(), mask.getAsLong()));
        }
    }

    /** {@code FIRST-LAST}. */
    private Optional<RoutingRule.Range> range(Word option, long max) {
        Optional<Word> word = value("FIRST-LAST");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String[] ends = word.get().text().split("-", 2);
        OptionalLong low = unsigned(ends[0]);
        OptionalLong high = ends.length == 1 ? OptionalLong.empty() : unsigned(ends[1]);
        boolean valid =
                low.isPresent() && high.isPresent() && low.getAsLong() <= high.getAsLong() && high.getAsLong() <= max;
        if (!valid) {
            leftOut(
                    word.get(),
                    "'" + option.text() + " " + word.get().text() + "' is no range",
                    ends.length == 1 && low.isPresent()
                            ? "write '" + ends[0] + "-" + ends[0] + "'"
                            : "expected FIRST-LAST, at most " + max);
            return Optional.empty();
        }
        return Optional.of(new RoutingRule.Range(low.getAsLong(), high.getAsLong()));
    }

    private void finish(List<Read> into) {
        if (masterDevice && action.isPresent()) {
            leftOut(first, "a rule with 'l3mdev' looks the table up itself", "remove 'l3mdev', or the other");
        } else if (action.isEmpty() && !masterDevice) {
            leftOut(first, "the rule does not say what to do", "add 'table TABLE', 'goto N', or 'blackhole'");
        }
        if (action.orElse(null) instanceof RoutingRule.GoTo target
                && preference.isPresent()
                && preference.getAsLong() >= target.preference()) {
            leftOut(goTo.orElse(first), "a rule can only go to a larger preference than its own", "");
        }
        if (!isUsable()) {
            return;
        }
        if (preference.isEmpty()) {
            in.problem(
                    Rule.RULE_PREFERENCE,
                    first,
                    "the rule has no preference",
                    "add 'preference N', a different number for each rule");
        }
        checkTracking();
        into.add(new Read(rule(), preference.isPresent(), trackGroup, first.span()));
    }

    private void checkTracking() {
        trackGroup.filter(_ -> incoming.isEmpty()).ifPresent(word -> {
            in.problem(
                    Rule.UNTRACKED,
                    word,
                    "a rule with 'track_group' needs an interface; it is not tracked",
                    "add 'dev INTERFACE', or remove 'track_group'");
            trackGroup = Optional.empty();
            noTrack = true;
        });
        protocol.filter(given -> !noTrack && given.number().orElse(-1) != KEEPALIVED)
                .ifPresent(given -> in.problem(
                        Rule.UNTRACKED,
                        first,
                        "a tracked rule has keepalived's protocol; '" + given.text() + "' is ignored",
                        "remove 'protocol', or add 'no_track'"));
        protocol = protocol.filter(given -> noTrack || given.number().orElse(-1) == KEEPALIVED);
    }

    private RoutingRule rule() {
        var selector = new RoutingRule.Selector(
                inverted,
                from,
                to,
                incoming,
                outgoing,
                narrow(typeOfService),
                mark,
                masterDevice,
                tunnelId,
                users,
                ipProtocol,
                sourcePorts,
                destinationPorts);
        return new RoutingRule(
                family(),
                selector,
                preference.orElse(0),
                action.orElseGet(() -> new RoutingRule.Lookup(new NamedNumber("0", OptionalLong.of(0)))),
                narrow(suppressedLength),
                suppressedGroup,
                realms,
                protocol,
                noTrack,
                trackGroup.map(Word::text));
    }

    private static OptionalInt narrow(OptionalLong number) {
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsLong());
    }
}
