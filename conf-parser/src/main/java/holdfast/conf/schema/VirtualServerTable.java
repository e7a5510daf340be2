package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.choice;
import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.text;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.conf.schema.VirtualServerDraft.RealServerDraft;
import holdfast.conf.schema.VirtualServerDraft.Server;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keywords of {@code virtual_server}, {@code real_server} and {@code SSL} (keepalived.conf(5), "LVS CONFIGURATION"). */
final class VirtualServerTable {
    private static final String NO_SUCH_MASK = "remove it: keepalived has no such keyword any more";

    static final Block<RealServerDraft> REAL_SERVER = Block.<RealServerDraft>of("real_server")
            .value("weight", integer(0, Integer.MAX_VALUE), (d, v) -> d.weight = v)
            .inherits("weight")
            .defaultsTo("1")
            .value("lvs_method", LvsKinds.forwarding(), (d, v) -> d.forwarding = v)
            .inherits("lvs_method")
            .value("uthreshold", LvsKinds.unsigned(0), (d, v) -> d.upperThreshold = v)
            .defaultsTo("0: no limit")
            .value("lthreshold", LvsKinds.unsigned(0), (d, v) -> d.lowerThreshold = v)
            .defaultsTo("0: none")
            .bool("inhibit_on_failure", (d, v) -> d.inhibitOnFailure = v)
            .inherits("inhibit_on_failure")
            .bool("alpha", (d, v) -> d.alpha = v)
            .inherits("alpha")
            .first("notify_up", ScriptKind.withUser(), (d, v) -> d.notifyUp = v)
            .first("notify_down", ScriptKind.withUser(), (d, v) -> d.notifyDown = v)
            .value("smtp_alert", Kinds.bool(), (d, v) -> d.smtpAlert = v)
            .inherits("smtp_alert_checker")
            .defaultsTo("on")
            .value("virtualhost", text(), (d, v) -> d.virtualHost = v)
            .inherits("virtualhost")
            .accepted("snmp_name", text(), (d, v) -> d.snmpName = v)
            .with(table -> CheckRows.timing(table, d -> d.checks, 1))
            .with(table -> CheckRows.connectTimeout(table, d -> d.checks))
            .with(CheckerTables::openers)
            .mistaken("lb_kind", "write 'lvs_method': 'lb_kind' is known in virtual_server only")
            .removed("nat_mask", NO_SUCH_MASK)
            .removed("nb_get_retry", "write 'retry'");

    static final Block<VirtualServerDraft> VIRTUAL_SERVER = Block.<VirtualServerDraft>of("virtual_server")
            .with(VirtualServerTable::balancing)
            .with(VirtualServerTable::quorum)
            .with(VirtualServerTable::sorryServer)
            .section("real_server", () -> REAL_SERVER, VirtualServerTable::openRealServer)
            .takes("ADDRESS [PORT]")
            .value("weight", integer(1, Integer.MAX_VALUE), (d, v) -> d.weight = v)
            .flag("alpha", (d, v) -> d.alpha = v)
            .flag("omega", (d, v) -> d.omega = v)
            .flag("ha_suspend", (d, v) -> d.haSuspend = v)
            .flag("inhibit_on_failure", (d, v) -> d.inhibitOnFailure = v)
            .value("smtp_alert", Kinds.bool(), (d, v) -> d.smtpAlert = v)
            .inherits("smtp_alert_checker")
            .defaultsTo("off")
            .value("virtualhost", text(), (d, v) -> d.virtualHost = v)
            .accepted("snmp_name", text(), (d, v) -> d.snmpName = v)
            .with(table -> CheckRows.timing(table, d -> d.checks, 1))
            .with(table -> CheckRows.connectTimeout(table, d -> d.checks))
            .removed("nat_mask", NO_SUCH_MASK)
            .removed("net_mask", NO_SUCH_MASK)
            .removed("nb_get_retry", "write 'retry'");

    static final Block<LvsDraft.Ssl> SSL = Block.<LvsDraft.Ssl>of("SSL")
            .value("password", text(), (d, v) -> d.password = v)
            .value("ca", text(), (d, v) -> d.ca = v)
            .value("certificate", text(), (d, v) -> d.certificate = v)
            .value("key", text(), (d, v) -> d.key = v);

    private VirtualServerTable() {}

    private static Block<VirtualServerDraft> balancing(Block<VirtualServerDraft> table) {
        return table.value("lvs_sched", choice(schedulers()), (d, v) -> d.scheduler = v)
                .defaultsTo("wlc")
                .value("lb_algo", choice(schedulers()), (d, v) -> d.scheduler = v)
                .value("lvs_method", LvsKinds.forwarding(), (d, v) -> d.forwarding = v)
                .defaultsTo("NAT")
                .value("lb_kind", LvsKinds.forwarding(), (d, v) -> d.forwarding = v)
                .value("protocol", LvsKinds.protocol(), (d, v) -> d.protocol = v)
                .defaultsTo("UDP")
                .value("persistence_timeout", LvsKinds.persistenceTimeout(), (d, v) -> d.persistenceTimeout = v)
                .value("persistence_granularity", text("NETMASK | 1..128"), (d, v) -> d.persistenceGranularity = v)
                .value("persistence_engine", text(), (d, v) -> d.persistenceEngine = v)
                .value(
                        "ip_family",
                        choice(Map.of("inet", AddressFamily.INET, "inet6", AddressFamily.INET6)),
                        (d, v) -> d.family = v)
                .flag("hashed", (d, v) -> d.hashed = v)
                .flag("ops", (d, v) -> d.onePacket = v)
                .with(VirtualServerTable::schedulerFlags);
    }

    private static Block<VirtualServerDraft> schedulerFlags(Block<VirtualServerDraft> table) {
        for (String flag : Balancing.FLAGS) {
            table.flag(flag, (d, v) -> d.flags.add(new Located<>(flag, v.span())));
        }
        return table;
    }

    private static Block<VirtualServerDraft> quorum(Block<VirtualServerDraft> table) {
        return table.value("quorum", LvsKinds.unsigned(1), (d, v) -> d.quorum = v)
                .defaultsTo("1")
                .value("hysteresis", LvsKinds.unsigned(0), (d, v) -> d.hysteresis = v)
                .defaultsTo("0")
                .first("quorum_up", ScriptKind.withUser(), (d, v) -> d.quorumUp = v)
                .first("quorum_down", ScriptKind.withUser(), (d, v) -> d.quorumDown = v);
    }

    private static Block<VirtualServerDraft> sorryServer(Block<VirtualServerDraft> table) {
        return table.value("sorry_server", LvsKinds.server("there is no sorry server"), (d, v) -> d.sorryServer = v)
                .flag("sorry_server_inhibit", (d, v) -> d.sorryServerInhibit = v)
                .value("sorry_server_lvs_method", LvsKinds.forwarding(), (d, v) -> d.sorryServerForwarding = v)
                .inherits("lvs_method");
    }

    private static Map<String, String> schedulers() {
        Map<String, String> schedulers = new HashMap<>();
        for (String name : new String[] {
            "rr", "wrr", "lc", "wlc", "sed", "nq", "lblc", "lblcr", "sh", "dh", "mh", "fo", "ovf", "twos"
        }) {
            schedulers.put(name, name);
        }
        return schedulers;
    }

    /** {@code virtual_server IP [PORT] | fwmark N | group NAME}; one that cannot be used is read all the same. */
    static Optional<VirtualServerDraft> openVirtualServer(
            ConfigurationDraft outer, Statement statement, DiagnosticSink sink) {
        String label = label(statement);
        var in = new Arguments(statement, 1, label, sink);
        Optional<VirtualService> service = service(in);
        in.finish(RootTable.NOTHING);
        var draft = new VirtualServerDraft(service.orElse(null), label, place(statement));
        if (service.isPresent()) {
            outer.lvs.virtualServers.add(draft);
        }
        return Optional.of(draft);
    }

    private static Optional<VirtualService> service(Arguments in) {
        if (in.take("fwmark")) {
            return LvsKinds.unsigned(0).read(in).map(VirtualService.FirewallMark::new);
        }
        if (in.take("group")) {
            return in.required("the name of a virtual_server_group")
                    .map(Word::text)
                    .map(VirtualService.Group::new);
        }
        return in.required("an address and perhaps a port, 'fwmark N' or 'group NAME'")
                .flatMap(word -> LvsKinds.server(in, word, "this virtual_server is left out"))
                .map(server -> new VirtualService.Endpoint(server.address(), server.port()));
    }

    private static Optional<RealServerDraft> openRealServer(
            VirtualServerDraft outer, Statement statement, DiagnosticSink sink) {
        String label = label(statement);
        var in = new Arguments(statement, 1, label, sink);
        Optional<Server> server =
                LvsKinds.server("this real_server is left out").read(in);
        in.finish(RootTable.NOTHING);
        var draft = new RealServerDraft(server.orElse(null), label, place(statement));
        outer.see(statement.keyword().text(), statement.keyword().span());
        if (server.isPresent()) {
            outer.realServers.add(draft);
        }
        return Optional.of(draft);
    }

    /** A second {@code SSL} replaces the first. */
    static Optional<LvsDraft.Ssl> openSsl(ConfigurationDraft outer, Statement statement, DiagnosticSink sink) {
        new Arguments(statement, 1, "SSL", sink).finish(RootTable.NOTHING);
        var draft = new LvsDraft.Ssl(statement.keyword().span());
        if (outer.lvs.ssl != null) {
            sink.report(Diagnostic.of(
                            Rule.REPEATED_KEYWORD, draft.place(), "there is a second SSL block; only this one counts")
                    .withHint("put everything into one")
                    .withRelated(outer.lvs.ssl.place(), "the first one is here"));
        }
        outer.lvs.ssl = draft;
        return Optional.of(draft);
    }

    /** Keyword and the words that tell which, at most two. */
    private static String label(Statement statement) {
        List<Word> words = statement.words();
        String first = words.getFirst().text();
        return switch (words.size()) {
            case 1 -> first;
            case 2 -> first + " " + words.get(1).text();
            default -> first + " " + words.get(1).text() + " " + words.get(2).text();
        };
    }

    private static SourceSpan place(Statement statement) {
        int last = Math.min(2, statement.words().size() - 1);
        return statement.keyword().span().through(statement.words().get(last).span());
    }
}
