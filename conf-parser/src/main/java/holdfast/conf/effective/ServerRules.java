package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.effective.Node.Setting;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.CheckDefaults;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.LoadBalancing;
import holdfast.conf.model.lvs.Persistence;
import holdfast.conf.model.lvs.Quorum;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.Scheduling;
import holdfast.conf.model.lvs.SorryServer;
import holdfast.conf.model.lvs.Ssl;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.conf.model.lvs.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code virtual_server}, {@code virtual_server_group}, {@code real_server} and {@code SSL}. */
final class ServerRules {
    /** {@code virtual_server} and {@code real_server} have the same words for it. */
    static final Rules<CheckDefaults> CHECK_DEFAULTS = Rules.of(CheckDefaults.class)
            .print("connectTimeout", (c, out) -> out.seconds("connect_timeout", c.connectTimeout()))
            .print("delayLoop", (c, out) -> out.seconds("delay_loop", c.delayLoop()))
            .print("retry", (c, out) -> c.retry().ifPresent(retry -> out.number("retry", retry)))
            .print("delayBeforeRetry", (c, out) -> out.seconds("delay_before_retry", c.delayBeforeRetry()))
            .print("warmup", (c, out) -> out.seconds("warmup", c.warmup()));

    static final Rules<Scheduling> SCHEDULING = Rules.of(Scheduling.class)
            .print("scheduler", (s, out) -> out.text("lvs_sched", s.scheduler(), "lb_algo"))
            .print(
                    "flags",
                    (s, out) -> s.flags().stream()
                            .sorted()
                            .forEach(flag -> out.flag(
                                    flag.name().toLowerCase(Locale.ROOT).replace('_', '-'), true)))
            .print("hashed", (s, out) -> out.flag("hashed", s.hashed()))
            .print("onePacket", (s, out) -> out.flag("ops", s.onePacket()));

    static final Rules<Persistence> PERSISTENCE = Rules.of(Persistence.class)
            .print("timeout", (p, out) -> out.seconds("persistence_timeout", p.timeout()))
            .elsewhere("prefixLength")
            .print("engine", (p, out) -> out.text("persistence_engine", p.engine()));

    static final Rules<Quorum> QUORUM = Rules.of(Quorum.class)
            .print("quorum", (q, out) -> out.numberOrNone("quorum", q.quorum()))
            .print("hysteresis", (q, out) -> out.number("hysteresis", q.hysteresis()))
            .print("up", (q, out) -> out.command("quorum_up", q.up()))
            .print("down", (q, out) -> out.command("quorum_down", q.down()));

    static final Rules<SorryServer> SORRY_SERVER = Rules.of(SorryServer.class)
            .print("address", (s, out) -> server(out, "sorry_server", s.address(), s.port()))
            .elsewhere("port")
            .print("forwarding", (s, out) -> forwarding(out, "sorry_server_lvs_method", s.forwarding()))
            .print("inhibitOnFailure", (s, out) -> out.flag("sorry_server_inhibit", s.inhibitOnFailure()));

    static final Rules<Ssl> SSL = Rules.of(Ssl.class)
            .print("password", (s, out) -> out.text("password", s.password()))
            .print("ca", (s, out) -> out.text("ca", s.ca()))
            .print("certificate", (s, out) -> out.text("certificate", s.certificate()))
            .print("key", (s, out) -> out.text("key", s.key()));

    static final Rules<RealServer> REAL_SERVER = Rules.of(RealServer.class)
            .print("address", (r, out) -> out.fact("address", ConfText.address(r.address())))
            .print("port", (r, out) -> out.fact("port", Body.number(r.port())))
            .print("weight", (r, out) -> out.number("weight", r.weight()))
            .print("forwarding", (r, out) -> forwarding(out, "lvs_method", r.forwarding(), "lb_kind"))
            .print("upperThreshold", (r, out) -> out.number("uthreshold", r.upperThreshold()))
            .print("lowerThreshold", (r, out) -> out.number("lthreshold", r.lowerThreshold()))
            .print("inhibitOnFailure", (r, out) -> out.onOff("inhibit_on_failure", r.inhibitOnFailure()))
            .print("alpha", (r, out) -> out.onOff("alpha", r.alpha()))
            .print("checks", (r, out) -> CHECK_DEFAULTS.apply(r.checks(), out))
            .print("notifyUp", (r, out) -> out.command("notify_up", r.notifyUp()))
            .print("notifyDown", (r, out) -> out.command("notify_down", r.notifyDown()))
            .print("smtpAlert", (r, out) -> out.onOff("smtp_alert", r.smtpAlert()))
            .print("virtualHost", (r, out) -> out.text("virtualhost", r.virtualHost()))
            .print("snmpName", (r, out) -> out.text("snmp_name", r.snmpName()))
            .print("checkers", (r, out) -> CheckerRules.checkers(out, r.checkers()));

    static final Rules<VirtualServer> VIRTUAL_SERVER = Rules.of(VirtualServer.class)
            .print("service", (v, out) -> service(out, v.service()))
            .print("family", ServerRules::family)
            .print("protocol", (v, out) -> v.protocol().ifPresent(p -> out.words("protocol", List.of(p.name()))))
            .print("scheduling", (v, out) -> SCHEDULING.apply(v.scheduling(), out))
            .print("forwarding", (v, out) -> forwarding(out, "lvs_method", v.forwarding(), "lb_kind"))
            .print("persistence", (v, out) -> v.persistence().ifPresent(p -> persistence(out, p, v.family())))
            .print("quorum", (v, out) -> QUORUM.apply(v.quorum(), out))
            .print("sorryServer", (v, out) -> v.sorryServer().ifPresent(s -> SORRY_SERVER.apply(s, out)))
            .print("checks", (v, out) -> CHECK_DEFAULTS.apply(v.checks(), out))
            .print("alpha", (v, out) -> out.flag("alpha", v.alpha()))
            .print("omega", (v, out) -> out.flag("omega", v.omega()))
            .print("haSuspend", (v, out) -> out.flag("ha_suspend", v.haSuspend()))
            .print("inhibitOnFailure", (v, out) -> out.flag("inhibit_on_failure", v.inhibitOnFailure()))
            .print("smtpAlert", (v, out) -> out.onOff("smtp_alert", v.smtpAlert()))
            .print("virtualHost", (v, out) -> out.text("virtualhost", v.virtualHost()))
            .print("snmpName", (v, out) -> out.text("snmp_name", v.snmpName()))
            .print("realServers", (v, out) -> v.realServers().forEach(server -> realServer(out, server)));

    static final Rules<VirtualServerGroup> GROUP =
            Rules.of(VirtualServerGroup.class).elsewhere("name", "members");

    static final Rules<LoadBalancing> LOAD_BALANCING = Rules.of(LoadBalancing.class)
            .print("virtualServerGroups", (b, out) -> b.virtualServerGroups().forEach(group -> group(out, group)))
            .print("virtualServers", (b, out) -> b.virtualServers().forEach(server -> virtualServer(out, server)))
            .print("ssl", (b, out) -> b.ssl().ifPresent(ssl -> ssl(out, ssl)));

    /** Records that are one or two words in the rules above. */
    static final List<Rules<?>> WORDS = List.of(
            Rules.of(VirtualService.Endpoint.class).elsewhere("address", "port"),
            Rules.of(VirtualService.FirewallMark.class).elsewhere("mark"),
            Rules.of(VirtualService.Group.class).elsewhere("name"),
            Rules.of(VirtualServerGroup.Addresses.class).elsewhere("first", "last", "port"),
            Rules.of(VirtualServerGroup.Mark.class).elsewhere("mark", "family"),
            Rules.of(ForwardingMethod.Nat.class),
            Rules.of(ForwardingMethod.DirectRouting.class),
            Rules.of(ForwardingMethod.Tunnel.class).elsewhere("type", "port", "checksum"));

    private ServerRules() {}

    private static void ssl(Body out, Ssl ssl) {
        out.section("SSL", "", false, out.origins().section("SSL", ""), in -> SSL.apply(ssl, in));
    }

    private static void virtualServer(Body out, VirtualServer server) {
        String header = switch (server.service()) {
            case VirtualService.Endpoint(InetAddress address, int port) -> endpoint(address, port);
            case VirtualService.FirewallMark(long mark) -> "fwmark " + mark;
            case VirtualService.Group(String name) -> "group " + ConfText.word(name);
        };
        out.section(
                "virtual_server",
                header,
                true,
                out.origins().section("virtual_server", header.replace("\"", "")),
                in -> VIRTUAL_SERVER.apply(server, in));
    }

    /** Checks without a port were written under a real server without one, whatever port its packets keep. */
    private static void realServer(Body out, RealServer server) {
        boolean portless = server.checkers().stream()
                .anyMatch(checker ->
                        checker.connection().filter(to -> to.port() == 0).isPresent());
        String header = endpoint(server.address(), portless ? 0 : server.port());
        out.section("real_server", header, true, out.origins().section("real_server", header), in -> {
            REAL_SERVER.apply(server, in);
        });
    }

    private static String endpoint(InetAddress address, int port) {
        return port == 0 ? ConfText.address(address) : ConfText.address(address) + " " + port;
    }

    private static void server(Body out, String keyword, InetAddress address, int port) {
        out.onlyInFile(keyword, endpoint(address, port));
        out.fact(keyword, ConfText.address(address));
        out.fact(keyword + "_port", Body.number(port));
    }

    private static void service(Body out, VirtualService service) {
        switch (service) {
            case VirtualService.Endpoint(InetAddress address, int port) -> {
                out.fact("address", ConfText.address(address));
                out.fact("port", Body.number(port));
            }
            case VirtualService.FirewallMark(long mark) -> out.fact("fwmark", Body.number(mark));
            case VirtualService.Group(String name) -> out.fact("group", name);
        }
    }

    /** An address tells its family; marks and groups need a word. */
    private static void family(VirtualServer server, Body out) {
        out.fact("family", server.family().word());
        if (!(server.service() instanceof VirtualService.Endpoint)) {
            out.onlyInFile("ip_family", server.family() == AddressFamily.INET ? "inet" : "inet6");
        }
    }

    private static void forwarding(Body out, String keyword, ForwardingMethod method, String... others) {
        List<String> words = new ArrayList<>(List.of(method.word()));
        if (method instanceof ForwardingMethod.Tunnel tunnel) {
            words.add("type");
            words.add(tunnel.type().word());
            tunnel.port().ifPresent(port -> words.addAll(List.of("port", Integer.toString(port))));
            words.add(
                    switch (tunnel.checksum()) {
                        case NONE -> "nocsum";
                        case CHECKSUM -> "csum";
                        case REMOTE -> "remcsum";
                    });
        }
        out.words(keyword, words, others);
    }

    private static void persistence(Body out, Persistence persistence, AddressFamily family) {
        PERSISTENCE.apply(persistence, out);
        int length = persistence.prefixLength();
        out.fact("persistence_granularity", Body.number(length));
        if (family == AddressFamily.INET6) {
            out.onlyInFile("persistence_granularity", Integer.toString(length));
        } else {
            long mask = length == 0 ? 0 : -1L << (32 - length);
            out.onlyInFile(
                    "persistence_granularity",
                    ((mask >> 24) & 255) + "." + ((mask >> 16) & 255) + "." + ((mask >> 8) & 255) + "." + (mask & 255));
        }
    }

    private static void group(Body out, VirtualServerGroup group) {
        List<Line> lines = group.members().stream()
                .map(member -> switch (member) {
                    case VirtualServerGroup.Addresses addresses -> addresses(out, addresses);
                    case VirtualServerGroup.Mark mark -> mark(out, mark);
                })
                .toList();
        out.named("virtual_server_group", group.name(), in -> in.memberLines("members", lines));
    }

    private static Line addresses(Body out, VirtualServerGroup.Addresses addresses) {
        String first = ConfText.address(addresses.first());
        String last = ConfText.address(addresses.last());
        String range = first.equals(last) ? first : first + "-" + end(addresses.first(), addresses.last());
        List<Setting> fields = List.of(
                Body.field("first", new Datum.Text(first)),
                Body.field("last", new Datum.Text(last)),
                Body.field("port", Body.number(addresses.port())));
        return out.line("virtual_server_group", addresses.port() == 0 ? range : range + " " + addresses.port(), fields);
    }

    /** The last part alone where that is all that differs: keepalived takes nothing else. */
    private static String end(InetAddress first, InetAddress last) {
        byte[] from = first.getAddress();
        byte[] to = last.getAddress();
        int part = from.length == 4 ? 1 : 2;
        boolean near = Arrays.equals(from, 0, from.length - part, to, 0, to.length - part);
        if (!near) {
            return ConfText.address(last);
        }
        int low = to[to.length - 1] & 0xff;
        return part == 1 ? Integer.toString(low) : Integer.toHexString(((to[to.length - 2] & 0xff) << 8) | low);
    }

    private static Line mark(Body out, VirtualServerGroup.Mark mark) {
        Optional<String> family = mark.family().map(f -> f == AddressFamily.INET ? "inet" : "inet6");
        List<Setting> fields = new ArrayList<>(List.of(Body.field("fwmark", Body.number(mark.mark()))));
        mark.family().ifPresent(f -> fields.add(Body.field("family", new Datum.Text(f.word()))));
        String text = "fwmark " + mark.mark() + family.map(word -> " " + word).orElse("");
        return out.line("virtual_server_group", text, fields);
    }
}
