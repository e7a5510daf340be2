package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.StaticAddress;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackGroup;
import java.time.Duration;
import java.util.List;

/** Static entries and settings of interfaces. */
final class StaticRules {
    static final Rules<StaticAddress> ADDRESS = Rules.of(StaticAddress.class).elsewhere("address", "trackGroup");

    static final Rules<TrackGroup> TRACK_GROUP = Rules.of(TrackGroup.class)
            .elsewhere("name")
            .print("instances", (g, out) -> names(out, "group", g.instances()));

    static final Rules<StaticEntries> ENTRIES = Rules.of(StaticEntries.class)
            .print(
                    "trackGroups",
                    (s, out) -> s.trackGroups()
                            .forEach(g -> out.named("track_group", g.name(), in -> TRACK_GROUP.apply(g, in))))
            .print("addresses", (s, out) -> addresses(out, s.addresses()))
            .print("routes", (s, out) -> RoutingRules.routes(out, "static_routes", s.routes()))
            .print("rules", (s, out) -> RoutingRules.rules(out, "static_rules", s.rules()));

    static final Rules<LinkSettings.GarpGroup> GARP_GROUP = Rules.of(LinkSettings.GarpGroup.class)
            .print("garpInterval", (g, out) -> out.seconds("garp_interval", g.garpInterval()))
            .print("gnaInterval", (g, out) -> out.seconds("gna_interval", g.gnaInterval()))
            .print("interfaces", (g, out) -> names(out, "interfaces", g.interfaces()));

    static final Rules<LinkSettings.Delay> DELAY =
            Rules.of(LinkSettings.Delay.class).elsewhere("interfaceName", "down", "up");

    static final Rules<LinkSettings.LinkbeatInterface> LINKBEAT =
            Rules.of(LinkSettings.LinkbeatInterface.class).elsewhere("interfaceName", "method");

    static final Rules<LinkSettings> LINKS = Rules.of(LinkSettings.class)
            .print(
                    "garpGroups",
                    (l, out) -> l.garpGroups()
                            .forEach(g ->
                                    out.section("garp_group", "", true, out.origins(), in -> GARP_GROUP.apply(g, in))))
            .print("delays", (l, out) -> delays(out, l.delays()))
            .print("linkbeatInterfaces", (l, out) -> linkbeat(out, l.linkbeatInterfaces()))
            .print("linkbeatUsePolling", (l, out) -> {
                if (l.linkbeatUsePolling()) {
                    out.flag("linkbeat_use_polling", true);
                }
            });

    private StaticRules() {}

    private static void names(Body out, String keyword, List<String> names) {
        out.lines(keyword, names.stream().map(name -> out.line(keyword, name)).toList());
    }

    private static void addresses(Body out, List<StaticAddress> addresses) {
        out.lines(
                "static_ipaddress",
                addresses.stream().map(address -> line(out, address)).toList());
    }

    private static Line line(Body out, StaticAddress address) {
        String text =
                AddressRules.line(out, "static_ipaddress", address.address()).text();
        String group = address.trackGroup()
                .map(name -> " track_group " + ConfText.word(name))
                .orElse("");
        return RoutingRules.line(out, "static_ipaddress", text + group);
    }

    private static void delays(Body out, List<LinkSettings.Delay> delays) {
        out.lines(
                "interface_up_down_delays",
                delays.stream()
                        .map(delay -> RoutingRules.line(
                                out,
                                "interface_up_down_delays",
                                ConfText.word(delay.interfaceName()) + " " + time(delay.down()) + " "
                                        + time(delay.up())))
                        .toList());
    }

    private static String time(Duration time) {
        return ConfText.of(Body.seconds(time));
    }

    private static void linkbeat(Body out, List<LinkSettings.LinkbeatInterface> interfaces) {
        out.lines(
                "linkbeat_interfaces",
                interfaces.stream()
                        .map(each -> RoutingRules.line(
                                out,
                                "linkbeat_interfaces",
                                ConfText.word(each.interfaceName())
                                        + each.method()
                                                .map(method -> " " + method)
                                                .orElse("")))
                        .toList());
    }
}
