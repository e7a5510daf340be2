package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.StaticAddress;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackGroup;
import java.util.List;

/** What stands outside instances and stays on the machine. */
final class StaticRules {
    static final Rules<TrackGroup> TRACK_GROUP = Rules.of(TrackGroup.class)
            .elsewhere("name")
            .print("instances", (g, out) -> names(out, "group", g.instances()));

    static final Rules<StaticEntries> ENTRIES = Rules.of(StaticEntries.class)
            .print(
                    "trackGroups",
                    (e, out) -> e.trackGroups()
                            .forEach(g -> out.named("track_group", g.name(), in -> TRACK_GROUP.apply(g, in))))
            .print("addresses", (e, out) -> addresses(out, e.addresses()))
            .print("routes", (e, out) -> RouteRules.routes(out, "static_routes", e.routes()))
            .print("rules", (e, out) -> RouteRules.rules(out, "static_rules", e.rules()));

    static final Rules<LinkSettings.GarpGroup> GARP_GROUP = Rules.of(LinkSettings.GarpGroup.class)
            .print("garpInterval", (g, out) -> out.seconds("garp_interval", g.garpInterval()))
            .print("gnaInterval", (g, out) -> out.seconds("gna_interval", g.gnaInterval()))
            .print("interfaces", (g, out) -> names(out, "interfaces", g.interfaces()));

    static final Rules<LinkSettings> LINKS = Rules.of(LinkSettings.class)
            .print("garpGroups", (l, out) -> garpGroups(out, l.garpGroups()))
            .print("delays", (l, out) -> delays(out, l.delays()))
            .print("linkbeatInterfaces", (l, out) -> linkbeat(out, l.linkbeatInterfaces()))
            .print("linkbeatUsePolling", (l, out) -> out.flag("linkbeat_use_polling", l.linkbeatUsePolling()));

    /** Every component is a word of a line. */
    static final List<Rules<?>> WORDS = List.of(
            Rules.of(StaticAddress.class).elsewhere("address", "trackGroup"),
            Rules.of(LinkSettings.Delay.class).elsewhere("interfaceName", "down", "up"),
            Rules.of(LinkSettings.LinkbeatInterface.class).elsewhere("interfaceName", "method"));

    private StaticRules() {}

    private static void names(Body out, String keyword, List<String> names) {
        out.lines(keyword, names.stream().map(name -> out.line(keyword, name)).toList());
    }

    private static void addresses(Body out, List<StaticAddress> addresses) {
        String keyword = "static_ipaddress";
        List<Line> lines = addresses.stream()
                .map(address -> AddressRules.line(out, keyword, address.address(), address.trackGroup()))
                .toList();
        out.lines(keyword, lines);
    }

    private static void garpGroups(Body out, List<LinkSettings.GarpGroup> groups) {
        int number = 0;
        for (LinkSettings.GarpGroup group : groups) {
            out.section("garp_group", "", true, out.origins().section("garp_group", ++number), in -> {
                GARP_GROUP.apply(group, in);
            });
        }
    }

    private static void delays(Body out, List<LinkSettings.Delay> delays) {
        String keyword = "interface_up_down_delays";
        out.lines(
                keyword,
                delays.stream()
                        .map(delay -> {
                            var words = new LineWords().first("name", delay.interfaceName());
                            words.fact("down", Body.seconds(delay.down())).fact("up", Body.seconds(delay.up()));
                            words.words(ConfText.of(Body.seconds(delay.down())));
                            words.words(ConfText.of(Body.seconds(delay.up())));
                            return out.line(keyword, words.text(), words.fields());
                        })
                        .toList());
    }

    private static void linkbeat(Body out, List<LinkSettings.LinkbeatInterface> interfaces) {
        String keyword = "linkbeat_interfaces";
        out.lines(
                keyword,
                interfaces.stream()
                        .map(each -> {
                            var words = new LineWords().first("name", each.interfaceName());
                            each.method().ifPresent(method -> {
                                words.fact("method", new Datum.Text(method.name()));
                                words.words(method.name());
                            });
                            return out.line(keyword, words.text(), words.fields());
                        })
                        .toList());
    }
}
