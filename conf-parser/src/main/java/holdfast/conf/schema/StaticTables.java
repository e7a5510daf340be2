package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.seconds;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.LinkSettings.Method;
import holdfast.conf.syntax.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks outside instances that are about the machine: static entries and interfaces (keepalived.conf(5)). */
final class StaticTables {
    private static final String MAX_DELAY = "255";

    static final Block<TrackGroupDraft> TRACK_GROUP = Block.<TrackGroupDraft>of("track_group")
            .lines("group", StaticTables::members)
            .takes("INSTANCE ...");

    static final Block<GarpGroupDraft> GARP_GROUP = Block.<GarpGroupDraft>of("garp_group")
            .value("garp_interval", seconds("0", GlobalTable.MAX_TIMER), (d, v) -> d.garpInterval = v)
            .inherits("vrrp_garp_interval")
            .value("gna_interval", seconds("0", GlobalTable.MAX_TIMER), (d, v) -> d.gnaInterval = v)
            .inherits("vrrp_gna_interval")
            .value("interface", Kinds.interfaceName(), (d, v) -> d.interfaces.add(v))
            .lines("interfaces", StaticTables::interfaces)
            .takes("INTERFACE ...");

    private StaticTables() {}

    /** A {@code track_group} while it is being read. */
    static final class TrackGroupDraft extends NamedDraft {
        final List<Located<String>> members = new ArrayList<>();

        TrackGroupDraft(String name, SourceSpan place) {
            super("track_group", name, place);
        }
    }

    /** A {@code garp_group} while it is being read. Null: not given. */
    static final class GarpGroupDraft extends Draft {
        Located<Duration> garpInterval;
        Located<Duration> gnaInterval;
        final List<Located<String>> interfaces = new ArrayList<>();

        GarpGroupDraft(SourceSpan place) {
            super("garp_group", place);
        }
    }

    /** The rows of these blocks at root level. */
    static Block<ConfigurationDraft> rows(Block<ConfigurationDraft> root) {
        return root.lines("static_ipaddress", (d, line) -> AddressLine.read(d.staticAddresses, line, true))
                .takes(AddressLine.STATIC_SYNTAX)
                .lines("static_routes", (d, line) -> RouteLine.read(d.staticRoutes, line, true))
                .takes(RouteLine.SYNTAX + " [track_group NAME]")
                .lines("static_rules", (d, line) -> RuleLine.read(d.staticRules, line, true))
                .takes(RuleLine.SYNTAX + " [track_group NAME]")
                .section("garp_group", GARP_GROUP, (d, statement, _) -> {
                    var group = new GarpGroupDraft(statement.keyword().span());
                    d.garpGroups.add(group);
                    return Optional.of(group);
                })
                .withoutEffect()
                .lines("interface_up_down_delays", StaticTables::delay)
                .takes("INTERFACE DOWN [UP], each 0..255 s")
                .withoutEffect()
                .lines("linkbeat_interfaces", StaticTables::linkbeat)
                .takes("INTERFACE [MII | ETHTOOL | IOCTL]")
                .withoutEffect();
    }

    private static void members(TrackGroupDraft group, Arguments in) {
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            group.members.add(new Located<>(word.get().text(), word.get().span()));
        }
    }

    private static void interfaces(GarpGroupDraft group, Arguments in) {
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            if (Kinds.isInterfaceName(in, word.get())) {
                group.interfaces.add(new Located<>(word.get().text(), word.get().span()));
            }
        }
    }

    /** {@code INTERFACE DOWN [UP]}. */
    private static void delay(ConfigurationDraft draft, Arguments in) {
        Word name = in.take().orElseThrow(); // a statement has at least one word
        if (!Kinds.isInterfaceName(in, name)) {
            in.takeAll();
            return;
        }
        Optional<Duration> down = seconds("0", MAX_DELAY).read(in);
        Optional<Duration> up = in.peek().isEmpty()
                ? Optional.of(Duration.ZERO)
                : seconds("0", MAX_DELAY).read(in);
        boolean known =
                draft.delays.stream().anyMatch(delay -> delay.interfaceName().equals(name.text()));
        if (known) {
            twice(in, name);
        } else if (down.isPresent() && up.isPresent()) {
            draft.delays.add(new LinkSettings.Delay(name.text(), down.get(), up.get()));
        }
    }

    private static void twice(Arguments in, Word name) {
        in.sink()
                .report(Diagnostic.of(
                                Rule.REPEATED_KEYWORD,
                                name.span(),
                                "'" + name.text() + "' is in this block twice; the first line counts")
                        .withHint("remove one of them"));
    }

    /** {@code INTERFACE [MII|ETHTOOL|IOCTL]}. */
    private static void linkbeat(ConfigurationDraft draft, Arguments in) {
        Word name = in.take().orElseThrow(); // a statement has at least one word
        if (!Kinds.isInterfaceName(in, name)) {
            in.takeAll();
            return;
        }
        Optional<Method> method = in.peek().isEmpty()
                ? Optional.empty()
                : Kinds.choice(Map.of("MII", Method.MII, "ETHTOOL", Method.ETHTOOL, "IOCTL", Method.IOCTL))
                        .read(in);
        boolean known = draft.linkbeatInterfaces.stream()
                .anyMatch(other -> other.interfaceName().equals(name.text()));
        if (known) {
            twice(in, name);
        } else {
            draft.linkbeatInterfaces.add(new LinkSettings.LinkbeatInterface(name.text(), method));
        }
    }
}
