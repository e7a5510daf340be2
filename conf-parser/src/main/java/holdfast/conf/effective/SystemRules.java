package holdfast.conf.effective;

import holdfast.conf.model.FileSettings;
import holdfast.conf.model.KernelSettings;
import holdfast.conf.model.MonitoringSettings;
import holdfast.conf.model.ReceiveBuffers;
import holdfast.conf.model.ReceiveBuffers.AdvertSize;
import java.util.List;
import java.util.Optional;

/** What {@code global_defs} say about kernel, buffers, monitoring and files. */
final class SystemRules {
    static final Rules<KernelSettings.Nftables> NFTABLES = Rules.of(KernelSettings.Nftables.class)
            .print("table", (n, out) -> out.text("nftables", n.table()))
            .print("priority", (n, out) -> out.number("nftables_priority", n.priority()))
            .print("counters", (n, out) -> out.flag("nftables_counters", n.counters()))
            .print("ifindex", (n, out) -> out.flag("nftables_ifindex", n.ifindex()));

    static final Rules<KernelSettings.NftablesIpvs> NFTABLES_IPVS = Rules.of(KernelSettings.NftablesIpvs.class)
            .print("table", (n, out) -> out.text("nftables_ipvs", n.table()))
            .print("priority", (n, out) -> out.number("nftables_ipvs_priority", n.priority()))
            .print("startFwmark", (n, out) -> out.number("nftables_ipvs_start_fwmark", n.startFwmark()));

    static final Rules<KernelSettings> KERNEL = Rules.of(KernelSettings.class)
            .print("iptables", (k, out) -> names(out, "vrrp_iptables", k.iptables()))
            .print("ipsets", (k, out) -> names(out, "vrrp_ipsets", k.ipsets()))
            .print("nftables", (k, out) -> NFTABLES.apply(k.nftables(), out))
            .print("nftablesIpvs", (k, out) -> NFTABLES_IPVS.apply(k.nftablesIpvs(), out))
            .print("vmacPrefix", (k, out) -> out.text("vmac_prefix", k.vmacPrefix()))
            .print("vmacAddrPrefix", (k, out) -> out.text("vmac_addr_prefix", k.vmacAddrPrefix()))
            .print("disableLocalIgmp", (k, out) -> out.flag("disable_local_igmp", k.disableLocalIgmp()))
            .print("iprouteUsrDir", (k, out) -> out.text("iproute_usr_dir", k.iprouteUsrDir()))
            .print("iprouteEtcDir", (k, out) -> out.text("iproute_etc_dir", k.iprouteEtcDir()))
            .elsewhere("namespaceWithIpsets");

    static final Rules<ReceiveBuffers> BUFFERS = Rules.of(ReceiveBuffers.class)
            .print("vrrp", (b, out) -> netlink("vrrp_").apply(b.vrrp(), out))
            .print("lvs", (b, out) -> netlink("lvs_").apply(b.lvs(), out))
            .print("processMonitor", (b, out) -> out.numberOrNone("process_monitor_rcv_bufs", b.processMonitor()))
            .print(
                    "processMonitorForce",
                    (b, out) -> out.flag("process_monitor_rcv_bufs_force", b.processMonitorForce()))
            .print("adverts", (b, out) -> b.adverts().ifPresent(size -> adverts(out, size)))
            .print("advertsMultiplier", (b, out) -> out.number("vrrp_rx_bufs_multiplier", b.advertsMultiplier()));

    static final Rules<MonitoringSettings.Snmp> SNMP = Rules.of(MonitoringSettings.Snmp.class)
            .print("socket", (s, out) -> out.text("snmp_socket", s.socket()))
            .print("keepalived", (s, out) -> out.flag("enable_snmp_keepalived", s.keepalived()))
            .print("vrrp", (s, out) -> out.flag("enable_snmp_vrrp", s.vrrp()))
            .print("checker", (s, out) -> out.flag("enable_snmp_checker", s.checker()))
            .print("rfc", (s, out) -> out.flag("enable_snmp_rfc", s.rfc()))
            .print("rfcV2", (s, out) -> out.flag("enable_snmp_rfcv2", s.rfcV2()))
            .print("rfcV3", (s, out) -> out.flag("enable_snmp_rfcv3", s.rfcV3()))
            .print("traps", (s, out) -> out.flag("enable_traps", s.traps()))
            .print(
                    "virtualServerStats",
                    (s, out) -> out.seconds("snmp_vs_stats_update_interval", s.virtualServerStats()))
            .print("realServerStats", (s, out) -> out.seconds("snmp_rs_stats_update_interval", s.realServerStats()));

    static final Rules<MonitoringSettings.Dbus> DBUS = Rules.of(MonitoringSettings.Dbus.class)
            .print("enabled", (d, out) -> out.flag("enable_dbus", d.enabled()))
            .print("serviceName", (d, out) -> out.text("dbus_service_name", d.serviceName()))
            .print("noInterfaceName", (d, out) -> out.text("dbus_no_interface_name", d.noInterfaceName()));

    static final Rules<MonitoringSettings> MONITORING = Rules.of(MonitoringSettings.class)
            .print("snmp", (m, out) -> SNMP.apply(m.snmp(), out))
            .print("dbus", (m, out) -> DBUS.apply(m.dbus(), out));

    static final Rules<FileSettings> FILES = Rules.of(FileSettings.class)
            .print("umask", (f, out) -> out.words("umask", List.of(String.format("%04o", f.umask()))))
            .print("useSymlinkPaths", (f, out) -> out.flag("use_symlink_paths", f.useSymlinkPaths()))
            .print("configSaveDir", (f, out) -> out.text("config_save_dir", f.configSaveDir()))
            .print("tmpConfigDirectory", (f, out) -> out.text("tmp_config_directory", f.tmpConfigDirectory()))
            .print("stateDump", (f, out) -> out.text("state_dump_file", f.stateDump()))
            .print("statsDump", (f, out) -> out.text("stats_dump_file", f.statsDump()))
            .print("jsonDump", (f, out) -> out.text("json_dump_file", f.jsonDump()))
            .print("jsonVersion", (f, out) -> out.number("json_version", f.jsonVersion()))
            .print("dataUseInstance", (f, out) -> out.flag("data_use_instance", f.dataUseInstance()));

    /** Records that are words of one setting, and one that stands there twice. */
    static final List<Rules<?>> WORDS = List.of(
            netlink("vrrp_"),
            Rules.of(AdvertSize.Mtu.class),
            Rules.of(AdvertSize.Advert.class),
            Rules.of(AdvertSize.Bytes.class).elsewhere("count"));

    private SystemRules() {}

    private static Rules<ReceiveBuffers.Netlink> netlink(String process) {
        String prefix = process + "netlink_";
        return Rules.of(ReceiveBuffers.Netlink.class)
                .print("command", (n, out) -> out.number(prefix + "cmd_rcv_bufs", n.command()))
                .print("commandForce", (n, out) -> out.flag(prefix + "cmd_rcv_bufs_force", n.commandForce()))
                .print("monitor", (n, out) -> out.number(prefix + "monitor_rcv_bufs", n.monitor()))
                .print("monitorForce", (n, out) -> out.flag(prefix + "monitor_rcv_bufs_force", n.monitorForce()));
    }

    private static void adverts(Body out, AdvertSize size) {
        String keyword = "vrrp_rx_bufs_policy";
        switch (size) {
            case AdvertSize.Mtu _ -> out.words(keyword, List.of("MTU"));
            case AdvertSize.Advert _ -> out.words(keyword, List.of("ADVERT"));
            case AdvertSize.Bytes(int count) -> out.words(keyword, List.of(Integer.toString(count)));
        }
    }

    private static void names(Body out, String keyword, Optional<List<String>> names) {
        names.ifPresent(
                words -> out.words(keyword, words.stream().map(ConfText::word).toList()));
    }
}
