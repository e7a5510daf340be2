package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.anything;
import static holdfast.conf.schema.Kinds.bool;
import static holdfast.conf.schema.Kinds.flag;
import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.multicast;
import static holdfast.conf.schema.Kinds.optionalText;
import static holdfast.conf.schema.Kinds.seconds;
import static holdfast.conf.schema.Kinds.text;
import static holdfast.conf.schema.Kinds.user;
import static holdfast.conf.schema.Kinds.wholeSeconds;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.schema.ConfigurationDraft.GlobalDraft;
import holdfast.conf.syntax.Word;
import java.util.Optional;

/** Keywords of {@code global_defs} (keepalived.conf(5), "Global definitions"). */
final class GlobalTable {
    /** Largest number of seconds a keepalived timer holds: 2^32 microseconds. */
    static final String MAX_TIMER = "4294.967295";

    private static final int DAY = 86_400;

    static final Block<GlobalDraft> GLOBAL_DEFS = Block.<GlobalDraft>of("global_defs")
            .with(GlobalTable::identity)
            .with(GlobalTable::scripts)
            .with(GlobalTable::announcements)
            .with(GlobalTable::protocol)
            .with(GlobalTable::notification)
            .with(GlobalTable::mail)
            .with(GlobalTable::kernelTables)
            .with(GlobalTable::virtualServers)
            .with(GlobalTable::processes)
            .with(GlobalTable::monitoring)
            .with(GlobalTable::files);

    private GlobalTable() {}

    private static Block<GlobalDraft> identity(Block<GlobalDraft> table) {
        return table.value("router_id", text(), (d, v) -> d.routerId = v)
                .value("default_interface", Kinds.interfaceName(), (d, v) -> d.defaultInterface = v)
                .renamed("lvs_id", "router_id");
    }

    private static Block<GlobalDraft> scripts(Block<GlobalDraft> table) {
        return table.value("script_user", user(), (d, v) -> d.scriptUser = v)
                .value("enable_script_security", bool().orElse(true), (d, v) -> d.scriptSecurity = v)
                .accepted("use_symlink_paths", bool())
                .accepted("set_supplementary_groups", bool())
                .accepted("startup_script", ScriptKind.withUser())
                .accepted("startup_script_timeout", integer(1, 1000))
                .accepted("shutdown_script", ScriptKind.withUser())
                .accepted("shutdown_script_timeout", integer(1, 1000));
    }

    private static Block<GlobalDraft> announcements(Block<GlobalDraft> table) {
        return table.value(
                        "vrrp_garp_master_delay", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.masterDelay = v)
                .value("vrrp_garp_master_repeat", integer(1, 65_535).orElse(1), (d, v) -> d.garp.masterRepeat = v)
                .value(
                        "vrrp_garp_master_refresh",
                        wholeSeconds(0, Integer.MAX_VALUE),
                        (d, v) -> d.garp.masterRefresh = v)
                .value(
                        "vrrp_garp_master_refresh_repeat",
                        integer(1, 65_535).orElse(1),
                        (d, v) -> d.garp.masterRefreshRepeat = v)
                .value(
                        "vrrp_garp_lower_prio_delay",
                        wholeSeconds(0, Integer.MAX_VALUE),
                        (d, v) -> d.garp.lowerPrioDelay = v)
                .value("vrrp_garp_lower_prio_repeat", integer(0, 65_535), (d, v) -> d.garp.lowerPrioRepeat = v)
                .value("vrrp_garp_interval", seconds("0.000001", MAX_TIMER), (d, v) -> d.garpInterval = v)
                .value("vrrp_gna_interval", seconds("0.000001", MAX_TIMER), (d, v) -> d.gnaInterval = v)
                .accepted("vrrp_min_garp", bool())
                .accepted("vrrp_garp_extra_if", anything())
                .renamed("vrrp_vmac_garp_intvl", "vrrp_garp_extra_if");
    }

    private static Block<GlobalDraft> protocol(Block<GlobalDraft> table) {
        return table.bool("vrrp_lower_prio_no_advert", (d, v) -> d.lowerPrioNoAdvert = v)
                .bool("vrrp_higher_prio_send_advert", (d, v) -> d.higherPrioSendAdvert = v)
                .value("vrrp_version", integer(2, 3), (d, v) -> d.version = v)
                .value("vrrp_mcast_group4", multicast(AddressFamily.INET), (d, v) -> d.multicastGroup4 = v)
                .value("vrrp_mcast_group6", multicast(AddressFamily.INET6), (d, v) -> d.multicastGroup6 = v)
                .value("vrrp_down_timer_adverts", integer(1, 100), (d, v) -> d.downTimerAdverts = v)
                .flag("vrrp_skip_check_adv_addr", (d, v) -> d.skipCheckAdvAddr = v)
                .flag("vrrp_strict", (d, v) -> d.strict = v)
                .bool("vrrp_check_unicast_src", (d, v) -> d.checkUnicastSource = v)
                .value("vrrp_startup_delay", seconds("0.001", MAX_TIMER), (d, v) -> d.startupDelay = v)
                .accepted("vrrp_delay_after_boot", seconds("0", MAX_TIMER))
                .bool("v3_checksum_as_v2", (d, v) -> d.v3ChecksumAsV2 = v)
                .bool("vrrp_owner_ignore_adverts", (d, v) -> d.ownerIgnoreAdverts = v)
                .bool("log_unknown_vrids", (d, v) -> d.logUnknownVrids = v)
                .value("dynamic_interfaces", optionalText(), (d, v) -> d.dynamicInterfaces = v)
                .accepted("vmac_prefix", text())
                .accepted("vmac_addr_prefix", text())
                .accepted("disable_local_igmp", flag());
    }

    private static Block<GlobalDraft> notification(Block<GlobalDraft> table) {
        return table.bool("vrrp_notify_priority_changes", (d, v) -> d.notifyPriorityChanges = v)
                .accepted("fifo_write_vrrp_states_on_reload", bool(), (d, v) -> d.fifoWriteStates = v)
                .first("notify_fifo", fifo(), (d, v) -> d.notifyFifo = v)
                .first("notify_fifo_script", ScriptKind.withUser(), (d, v) -> d.notifyFifoScript = v)
                .first("vrrp_notify_fifo", fifo(), (d, v) -> d.vrrpNotifyFifo = v)
                .first("vrrp_notify_fifo_script", ScriptKind.withUser(), (d, v) -> d.vrrpNotifyFifoScript = v)
                .accepted("lvs_notify_fifo", fifo())
                .accepted("lvs_notify_fifo_script", ScriptKind.withUser());
    }

    private static Argument<NotifyFifo> fifo() {
        return Argument.of(
                "FILE [USER [GROUP]]",
                in -> in.required("the path of a named pipe").map(path -> {
                    Optional<ScriptUser> owner = in.take()
                            .map(account ->
                                    new ScriptUser(account.text(), in.take().map(Word::text)));
                    return new NotifyFifo(path.text(), owner, Optional.empty());
                }));
    }

    private static Block<GlobalDraft> mail(Block<GlobalDraft> table) {
        return table.unreadLines("notification_email")
                .accepted("notification_email_from", text())
                .accepted("smtp_server", anything())
                .accepted("smtp_connect_timeout", seconds("0", MAX_TIMER))
                .accepted("smtp_helo_name", text())
                .accepted("smtp_alert", bool())
                .accepted("smtp_alert_vrrp", bool())
                .accepted("smtp_alert_checker", bool())
                .accepted("no_email_faults", flag())
                .accepted("no_checker_emails", flag())
                .accepted("checker_log_all_failures", bool());
    }

    private static Block<GlobalDraft> kernelTables(Block<GlobalDraft> table) {
        return table.accepted("vrrp_iptables", anything())
                .accepted("vrrp_ipsets", anything())
                .accepted("nftables", optionalText())
                .accepted("nftables_priority", integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .accepted("nftables_counters", flag())
                .accepted("nftables_ifindex", flag())
                .accepted("nftables_ipvs", optionalText())
                .accepted("nftables_ipvs_priority", integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .accepted("nftables_ipvs_start_fwmark", integer(1, Integer.MAX_VALUE))
                .accepted("iproute_usr_dir", text())
                .accepted("iproute_etc_dir", text());
    }

    private static Block<GlobalDraft> virtualServers(Block<GlobalDraft> table) {
        return table.accepted("lvs_sync_daemon", anything())
                .accepted("lvs_flush", flag())
                .accepted("lvs_flush_on_stop", optionalText())
                .renamed("lvs_flush_onstop", "lvs_flush_on_stop")
                .accepted("lvs_timeouts", anything())
                .accepted("rs_init_notifies", flag())
                .accepted("snmp_vs_stats_update_interval", seconds("0.001", "30"))
                .accepted("snmp_rs_stats_update_interval", seconds("0.001", "30"));
    }

    private static Block<GlobalDraft> processes(Block<GlobalDraft> table) {
        for (String process : new String[] {"vrrp", "checker", "bfd"}) {
            table.accepted(process + "_priority", integer(-20, 19))
                    .accepted(process + "_rt_priority", integer(1, 99))
                    .accepted(process + "_rlimit_rttime", integer(1, Integer.MAX_VALUE))
                    .accepted(process + "_rlimit_rtime", integer(1, Integer.MAX_VALUE))
                    .accepted(process + "_no_swap", flag())
                    .accepted(process + "_cpu_affinity", anything())
                    .accepted(process + "_process_name", optionalText());
        }
        for (String process : new String[] {"vrrp", "lvs"}) {
            table.accepted(process + "_netlink_cmd_rcv_bufs", integer(0, Integer.MAX_VALUE))
                    .accepted(process + "_netlink_cmd_rcv_bufs_force", bool())
                    .accepted(process + "_netlink_monitor_rcv_bufs", integer(0, Integer.MAX_VALUE))
                    .accepted(process + "_netlink_monitor_rcv_bufs_force", bool());
        }
        return table.accepted("max_auto_priority", optionalInteger(-1, 99))
                .accepted("min_auto_priority_delay", integer(1, 10_000_000))
                .accepted("process_names", flag())
                .accepted("process_name", text())
                .accepted("process_monitor_rcv_bufs", integer(1, Integer.MAX_VALUE))
                .accepted("process_monitor_rcv_bufs_force", bool())
                .accepted("vrrp_rx_bufs_policy", text())
                .accepted("vrrp_rx_bufs_multiplier", integer(1, Integer.MAX_VALUE))
                .accepted("random_seed", integer(0, Integer.MAX_VALUE))
                .accepted("umask", anything());
    }

    private static Argument<Integer> optionalInteger(int min, int max) {
        return Argument.of(
                "[" + min + ".." + max + "]",
                in -> in.peek().isEmpty() ? Optional.of(0) : integer(min, max).read(in));
    }

    private static Block<GlobalDraft> monitoring(Block<GlobalDraft> table) {
        return table.accepted("snmp_socket", text())
                .accepted("enable_snmp_keepalived", flag())
                .accepted("enable_snmp_vrrp", flag())
                .accepted("enable_snmp_checker", flag())
                .accepted("enable_snmp_rfc", flag())
                .accepted("enable_snmp_rfcv2", flag())
                .accepted("enable_snmp_rfcv3", flag())
                .accepted("enable_traps", flag())
                .accepted("enable_dbus", flag())
                .accepted("dbus_service_name", text())
                .accepted("dbus_no_interface_name", text())
                .accepted("json_version", integer(1, 2));
    }

    private static Block<GlobalDraft> files(Block<GlobalDraft> table) {
        return table.quiet("include_check", anything())
                .accepted("reload_check_config", optionalText())
                .accepted("reload_time_file", text())
                .accepted("reload_repeat", flag())
                .accepted("reload_file", optionalText())
                .accepted("config_save_dir", text())
                .accepted("tmp_config_directory", text())
                .accepted("data_use_instance", bool())
                .accepted("state_dump_file", text())
                .accepted("stats_dump_file", text())
                .accepted("json_dump_file", text())
                .accepted("child_wait_time", wholeSeconds(0, DAY));
    }
}
