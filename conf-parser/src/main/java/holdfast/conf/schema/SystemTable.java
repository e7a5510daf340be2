package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.anything;
import static holdfast.conf.schema.Kinds.bool;
import static holdfast.conf.schema.Kinds.flag;
import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.optionalText;
import static holdfast.conf.schema.Kinds.text;

import holdfast.conf.model.ReceiveBuffers.AdvertSize;
import holdfast.conf.schema.ConfigurationDraft.GlobalDraft;
import holdfast.conf.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keywords of {@code global_defs} about kernel, buffers, monitoring and files (keepalived.conf(5)). */
final class SystemTable {
    private SystemTable() {}

    static Block<GlobalDraft> kernel(Block<GlobalDraft> table) {
        return table.accepted("vrrp_iptables", names("[CHAIN [CHAIN]]"), (d, v) -> d.kernel.iptables = v)
                .defaultsTo("none; INPUT and OUTPUT if no CHAIN is given")
                .accepted("vrrp_ipsets", names("[SET ...]"), (d, v) -> d.kernel.ipsets = v)
                .defaultsTo("none")
                .first("nftables", optionalText(), (d, v) -> d.kernel.nftables = v)
                .withoutEffect()
                .defaultsTo("keepalived")
                .accepted("nftables_priority", anyInteger(), (d, v) -> d.kernel.nftablesPriority = v)
                .defaultsTo("-1")
                .accepted("nftables_counters", flag(), (d, v) -> d.kernel.nftablesCounters = v)
                .accepted("nftables_ifindex", flag(), (d, v) -> d.kernel.nftablesIfindex = v)
                .first("nftables_ipvs", optionalText(), (d, v) -> d.kernel.nftablesIpvs = v)
                .withoutEffect()
                .defaultsTo("keepalived_ipvs")
                .accepted("nftables_ipvs_priority", anyInteger(), (d, v) -> d.kernel.nftablesIpvsPriority = v)
                .defaultsTo("-1")
                .accepted(
                        "nftables_ipvs_start_fwmark",
                        integer(1, Integer.MAX_VALUE),
                        (d, v) -> d.kernel.nftablesIpvsStartFwmark = v)
                .defaultsTo("1000")
                .first("iproute_usr_dir", text(), (d, v) -> d.kernel.iprouteUsrDir = v)
                .since("2.3.2")
                .first("iproute_etc_dir", text(), (d, v) -> d.kernel.iprouteEtcDir = v)
                .since("2.3.2");
    }

    private static Argument<Integer> anyInteger() {
        return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Argument<List<String>> names(String syntax) {
        return Argument.of(syntax, in -> {
            List<String> words = new ArrayList<>();
            for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
                words.add(word.get().text());
            }
            return Optional.of(List.copyOf(words));
        });
    }

    static Block<GlobalDraft> buffers(Block<GlobalDraft> table) {
        netlink(table, "vrrp", draft -> draft.buffers.vrrp);
        netlink(table, "lvs", draft -> draft.buffers.lvs);
        return table.accepted(
                        "process_monitor_rcv_bufs",
                        integer(1, Integer.MAX_VALUE),
                        (d, v) -> d.buffers.processMonitor = v)
                .takes("BYTES")
                .defaultsTo("the kernel's")
                .accepted("process_monitor_rcv_bufs_force", bool(), (d, v) -> d.buffers.processMonitorForce = v)
                .accepted("vrrp_rx_bufs_policy", advertSize(), (d, v) -> d.buffers.adverts = v)
                .defaultsTo("the kernel's")
                .accepted(
                        "vrrp_rx_bufs_multiplier",
                        integer(1, Integer.MAX_VALUE),
                        (d, v) -> d.buffers.advertsMultiplier = v)
                .defaultsTo("3")
                .value("random_seed", integer(0, Integer.MAX_VALUE), (d, v) -> d.processes.randomSeed = v)
                .defaultsTo("another one each time");
    }

    private static void netlink(
            Block<GlobalDraft> table, String process, Function<GlobalDraft, SystemDrafts.Netlink> draft) {
        String prefix = process + "_netlink_";
        table.accepted(prefix + "cmd_rcv_bufs", integer(0, Integer.MAX_VALUE), (d, v) -> draft.apply(d).command = v)
                .takes("BYTES")
                .defaultsTo("the kernel's")
                .accepted(prefix + "cmd_rcv_bufs_force", bool(), (d, v) -> draft.apply(d).commandForce = v)
                .accepted(
                        prefix + "monitor_rcv_bufs",
                        integer(0, Integer.MAX_VALUE),
                        (d, v) -> draft.apply(d).monitor = v)
                .takes("BYTES")
                .defaultsTo("the kernel's")
                .accepted(prefix + "monitor_rcv_bufs_force", bool(), (d, v) -> draft.apply(d).monitorForce = v);
    }

    private static Argument<AdvertSize> advertSize() {
        return Argument.of(
                "MTU | ADVERT | BYTES",
                in -> in.required("MTU, ADVERT or a number of bytes").flatMap(word -> switch (word.text()) {
                    case "MTU" -> Optional.of(new AdvertSize.Mtu());
                    case "ADVERT" -> Optional.of(new AdvertSize.Advert());
                    default -> Kinds.integer(in, word, 0, Integer.MAX_VALUE).map(AdvertSize.Bytes::new);
                }));
    }

    static Block<GlobalDraft> monitoring(Block<GlobalDraft> table) {
        return table.accepted("snmp_socket", text(), (d, v) -> d.monitoring.snmpSocket = v)
                .defaultsTo("unix:/var/agentx/master")
                .accepted("enable_snmp_keepalived", flag(), (d, v) -> d.monitoring.snmpKeepalived = v)
                .accepted("enable_snmp_vrrp", flag(), (d, v) -> d.monitoring.snmpVrrp = v)
                .accepted("enable_snmp_checker", flag(), (d, v) -> d.monitoring.snmpChecker = v)
                .accepted("enable_snmp_rfc", flag(), (d, v) -> d.monitoring.snmpRfc = v)
                .accepted("enable_snmp_rfcv2", flag(), (d, v) -> d.monitoring.snmpRfcV2 = v)
                .accepted("enable_snmp_rfcv3", flag(), (d, v) -> d.monitoring.snmpRfcV3 = v)
                .accepted("enable_traps", flag(), (d, v) -> d.monitoring.traps = v)
                .accepted("enable_dbus", flag(), (d, v) -> d.monitoring.dbus = v)
                .accepted("dbus_service_name", text(), (d, v) -> d.monitoring.dbusServiceName = v)
                .defaultsTo("org.keepalived.Vrrp1")
                .accepted("dbus_no_interface_name", text(), (d, v) -> d.monitoring.dbusNoInterfaceName = v)
                .defaultsTo("none")
                .since("2.3.0");
    }

    static Block<GlobalDraft> files(Block<GlobalDraft> table) {
        return table.accepted("umask", Umask.argument(), (d, v) -> d.files.umask = v)
                .defaultsTo("0177")
                .quiet("include_check", anything())
                .accepted("config_save_dir", text(), (d, v) -> d.files.configSaveDir = v)
                .accepted("tmp_config_directory", text(), (d, v) -> d.files.tmpConfigDirectory = v)
                .value("data_use_instance", bool(), (d, v) -> d.files.dataUseInstance = v)
                .value("state_dump_file", text(), (d, v) -> d.files.stateDump = v)
                .defaultsTo("/tmp/keepalived.data")
                .since("2.3.3")
                .value("stats_dump_file", text(), (d, v) -> d.files.statsDump = v)
                .defaultsTo("/tmp/keepalived.stats")
                .since("2.3.3")
                .value("json_dump_file", text(), (d, v) -> d.files.jsonDump = v)
                .defaultsTo("/tmp/keepalived.json")
                .since("2.3.3")
                .value("json_version", integer(1, 2), (d, v) -> d.files.jsonVersion = v)
                .defaultsTo("1")
                .since("2.2.8");
    }
}
