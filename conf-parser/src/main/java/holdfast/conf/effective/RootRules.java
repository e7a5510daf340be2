package holdfast.conf.effective;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.schema.Origins;
import java.util.List;

/** What stands outside all blocks. */
final class RootRules {
    static final Rules<Configuration> CONFIGURATION = Rules.of(Configuration.class)
            .print("globalDefs", (c, out) -> globals(out, c.globalDefs()))
            .print(
                    "vrrpScripts",
                    (c, out) -> c.vrrpScripts()
                            .forEach(s -> out.named("vrrp_script", s.name(), in -> TrackRules.SCRIPT.apply(s, in))))
            .print(
                    "trackFiles",
                    (c, out) -> c.trackFiles()
                            .forEach(f -> out.named("track_file", f.name(), in -> TrackRules.FILE.apply(f, in))))
            .print(
                    "vrrpTrackProcesses",
                    (c, out) -> c.vrrpTrackProcesses()
                            .forEach(p ->
                                    out.named("vrrp_track_process", p.name(), in -> TrackRules.PROCESS.apply(p, in))))
            .print(
                    "vrrpInstances",
                    (c, out) -> c.vrrpInstances()
                            .forEach(i ->
                                    out.named("vrrp_instance", i.name(), in -> InstanceRules.INSTANCE.apply(i, in))))
            .print(
                    "vrrpSyncGroups",
                    (c, out) -> c.vrrpSyncGroups()
                            .forEach(g -> out.named("vrrp_sync_group", g.name(), in -> TrackRules.GROUP.apply(g, in))))
            .print("staticEntries", (c, out) -> StaticRules.ENTRIES.apply(c.staticEntries(), out))
            .print("linkSettings", (c, out) -> StaticRules.LINKS.apply(c.linkSettings(), out));

    /** The rules of every record of the model. */
    static final List<Rules<?>> ALL = List.of(
            CONFIGURATION,
            GlobalRules.GLOBAL_DEFS,
            GlobalRules.GARP,
            GlobalRules.NOTIFY_FIFO,
            GlobalRules.SCRIPT_COMMAND,
            GlobalRules.SCRIPT_USER,
            TrackRules.SCRIPT,
            TrackRules.FILE,
            TrackRules.INIT_FILE,
            TrackRules.PROCESS,
            TrackRules.TRACKING,
            TrackRules.REFERENCE,
            TrackRules.NOTIFY,
            TrackRules.GROUP,
            AddressRules.ADDRESS,
            AddressRules.FLAGS,
            AddressRules.PEER,
            InstanceRules.INSTANCE,
            InstanceRules.AUTHENTICATION,
            InstanceRules.PREEMPTION,
            InstanceRules.VIRTUAL_MAC,
            InstanceRules.TRANSPORT,
            OptionRules.OPTIONS,
            OptionRules.HMAC,
            OptionRules.KEY,
            OptionRules.IPVLAN,
            RoutingRules.ROUTE,
            RoutingRules.NEXT_HOP,
            RoutingRules.OPTION,
            RoutingRules.RULE,
            RoutingRules.SELECTOR,
            RoutingRules.MARK,
            RoutingRules.RANGE,
            RoutingRules.LOOKUP,
            RoutingRules.GO_TO,
            RoutingRules.PREFIX,
            RoutingRules.NAMED_NUMBER,
            StaticRules.ADDRESS,
            StaticRules.TRACK_GROUP,
            StaticRules.ENTRIES,
            StaticRules.LINKS,
            StaticRules.GARP_GROUP,
            StaticRules.DELAY,
            StaticRules.LINKBEAT,
            DaemonRules.MAIL,
            DaemonRules.MAIL_SERVER,
            DaemonRules.LVS,
            DaemonRules.SYNC_DAEMON,
            DaemonRules.TIMEOUTS,
            DaemonRules.PROCESSES,
            DaemonRules.SCHEDULING,
            DaemonRules.DAEMON,
            DaemonRules.GARP_EXTRA,
            DaemonRules.RELOAD);

    private RootRules() {}

    private static void globals(Body out, GlobalDefs globals) {
        out.text("instance", globals.instance());
        out.flag("use_pid_dir", globals.usePidDir());
        DaemonRules.outside(out, globals.daemon());
        List<Origins> blocks = out.origins().sections("global_defs");
        Origins inner = blocks.isEmpty() ? out.origins() : blocks.getFirst();
        out.section("global_defs", "", false, inner, in -> GlobalRules.GLOBAL_DEFS.apply(globals, in));
    }
}
