package holdfast.conf.schema;

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

    static final Block<GlobalDraft> GLOBAL_DEFS = Block.<GlobalDraft>of("global_defs")
            .with(GlobalTable::identity)
            .with(GlobalTable::scripts)
            .with(GlobalTable::announcements)
            .with(GlobalTable::protocol)
            .with(GlobalTable::notification)
            .with(DaemonTable::mail)
            .with(SystemTable::kernel)
            .with(DaemonTable::virtualServers)
            .with(DaemonTable::processes)
            .with(SystemTable::buffers)
            .with(DaemonTable::startAndReload)
            .with(SystemTable::monitoring)
            .with(SystemTable::files);

    private GlobalTable() {}

    private static Block<GlobalDraft> identity(Block<GlobalDraft> table) {
        return table.value("router_id", text(), (d, v) -> d.routerId = v)
                .defaultsTo("host name")
                .value("default_interface", Kinds.interfaceName(), (d, v) -> d.defaultInterface = v)
                .defaultsTo("eth0")
                .renamed("lvs_id", "router_id");
    }

    private static Block<GlobalDraft> scripts(Block<GlobalDraft> table) {
        return table.value("script_user", user(), (d, v) -> d.scriptUser = v)
                .defaultsTo("keepalived_script if that account exists, else the user of the daemon")
                .value("enable_script_security", bool().orElse(true), (d, v) -> d.scriptSecurity = v)
                .accepted("use_symlink_paths", bool(), (d, v) -> d.files.useSymlinkPaths = v)
                .since("2.3.0")
                .accepted("set_supplementary_groups", bool(), (d, v) -> d.processes.supplementaryGroups = v)
                .since("after 2.4.3");
    }

    private static Block<GlobalDraft> announcements(Block<GlobalDraft> table) {
        return table.value(
                        "vrrp_garp_master_delay", wholeSeconds(0, Integer.MAX_VALUE), (d, v) -> d.garp.masterDelay = v)
                .defaultsTo("5 s")
                .value("vrrp_garp_master_repeat", integer(1, 65_535).orElse(1), (d, v) -> d.garp.masterRepeat = v)
                .defaultsTo("5")
                .value(
                        "vrrp_garp_master_refresh",
                        wholeSeconds(0, Integer.MAX_VALUE),
                        (d, v) -> d.garp.masterRefresh = v)
                .defaultsTo("0 s: none")
                .value(
                        "vrrp_garp_master_refresh_repeat",
                        integer(1, 65_535).orElse(1),
                        (d, v) -> d.garp.masterRefreshRepeat = v)
                .defaultsTo("1")
                .value(
                        "vrrp_garp_lower_prio_delay",
                        wholeSeconds(0, Integer.MAX_VALUE),
                        (d, v) -> d.garp.lowerPrioDelay = v)
                .inherits("vrrp_garp_master_delay")
                .value("vrrp_garp_lower_prio_repeat", integer(0, 65_535), (d, v) -> d.garp.lowerPrioRepeat = v)
                .inherits("vrrp_garp_master_repeat")
                .value("vrrp_garp_interval", seconds("0.000001", MAX_TIMER), (d, v) -> d.garpInterval = v)
                .defaultsTo("no pause")
                .value("vrrp_gna_interval", seconds("0.000001", MAX_TIMER), (d, v) -> d.gnaInterval = v)
                .defaultsTo("no pause")
                .bool("vrrp_min_garp", (d, v) -> d.minGarp = v);
    }

    private static Block<GlobalDraft> protocol(Block<GlobalDraft> table) {
        return table.bool("vrrp_lower_prio_no_advert", (d, v) -> d.lowerPrioNoAdvert = v)
                .defaultsTo("off; on with vrrp_strict")
                .bool("vrrp_higher_prio_send_advert", (d, v) -> d.higherPrioSendAdvert = v)
                .value("vrrp_version", integer(2, 3), (d, v) -> d.version = v)
                .defaultsTo("2; always 3 for IPv6")
                .value("vrrp_mcast_group4", multicast(AddressFamily.INET), (d, v) -> d.multicastGroup4 = v)
                .defaultsTo("224.0.0.18")
                .value("vrrp_mcast_group6", multicast(AddressFamily.INET6), (d, v) -> d.multicastGroup6 = v)
                .defaultsTo("ff02::12")
                .value("vrrp_down_timer_adverts", integer(1, 100), (d, v) -> d.downTimerAdverts = v)
                .defaultsTo("3")
                .flag("vrrp_skip_check_adv_addr", (d, v) -> d.skipCheckAdvAddr = v)
                .flag("vrrp_strict", (d, v) -> d.strict = v)
                .bool("vrrp_check_unicast_src", (d, v) -> d.checkUnicastSource = v)
                .value("vrrp_startup_delay", seconds("0.001", MAX_TIMER), (d, v) -> d.startupDelay = v)
                .defaultsTo("0 s")
                .bool("v3_checksum_as_v2", (d, v) -> d.v3ChecksumAsV2 = v)
                .since("2.2.8")
                .bool("vrrp_owner_ignore_adverts", (d, v) -> d.ownerIgnoreAdverts = v)
                .since("2.3.3")
                .bool("log_unknown_vrids", (d, v) -> d.logUnknownVrids = v)
                .value("dynamic_interfaces", optionalText(), (d, v) -> d.dynamicInterfaces = v)
                .accepted("vmac_prefix", text(), (d, v) -> d.kernel.vmacPrefix = v)
                .defaultsTo("vrrp")
                .accepted("vmac_addr_prefix", text(), (d, v) -> d.kernel.vmacAddrPrefix = v)
                .inherits("vmac_prefix")
                .accepted("disable_local_igmp", flag(), (d, v) -> d.kernel.disableLocalIgmp = v);
    }

    private static Block<GlobalDraft> notification(Block<GlobalDraft> table) {
        return table.bool("vrrp_notify_priority_changes", (d, v) -> d.notifyPriorityChanges = v)
                .accepted("fifo_write_vrrp_states_on_reload", bool(), (d, v) -> d.fifoWriteStates = v)
                .first("notify_fifo", fifo(), (d, v) -> d.notifyFifo = v)
                .first("notify_fifo_script", ScriptKind.withUser(), (d, v) -> d.notifyFifoScript = v)
                .first("vrrp_notify_fifo", fifo(), (d, v) -> d.vrrpNotifyFifo = v)
                .first("vrrp_notify_fifo_script", ScriptKind.withUser(), (d, v) -> d.vrrpNotifyFifoScript = v);
    }

    /** {@code FILE [USER [GROUP]]}. */
    static Argument<NotifyFifo> fifo() {
        return Argument.of(
                "FILE [USER [GROUP]]",
                in -> in.required("the path of a named pipe").map(path -> {
                    Optional<ScriptUser> owner = in.take()
                            .map(account ->
                                    new ScriptUser(account.text(), in.take().map(Word::text)));
                    return new NotifyFifo(path.text(), owner, Optional.empty());
                }));
    }
}
