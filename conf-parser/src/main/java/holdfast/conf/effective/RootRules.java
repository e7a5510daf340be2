package holdfast.conf.effective;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.schema.Origins;
import java.util.List;
import java.util.stream.Stream;

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
                    "bfdInstances",
                    (c, out) -> c.bfdInstances()
                            .forEach(b ->
                                    out.named("bfd_instance", b.name(), in -> CheckerRules.BFD_INSTANCE.apply(b, in))))
            .print(
                    "droppedBfds",
                    (c, out) -> c.droppedBfds()
                            .forEach(b ->
                                    out.named("bfd_instance", b.name(), in -> CheckerRules.DROPPED_BFD.apply(b, in))))
            .print(
                    "vrrpInstances",
                    (c, out) -> c.vrrpInstances()
                            .forEach(i ->
                                    out.named("vrrp_instance", i.name(), in -> InstanceRules.INSTANCE.apply(i, in))))
            .print(
                    "vrrpSyncGroups",
                    (c, out) -> c.vrrpSyncGroups()
                            .forEach(g -> out.named("vrrp_sync_group", g.name(), in -> TrackRules.GROUP.apply(g, in))))
            .print("loadBalancing", (c, out) -> ServerRules.LOAD_BALANCING.apply(c.loadBalancing(), out))
            .print("staticEntries", (c, out) -> StaticRules.ENTRIES.apply(c.staticEntries(), out))
            .print("linkSettings", (c, out) -> StaticRules.LINKS.apply(c.linkSettings(), out));

    /** The rules of every record of the model. */
    static final List<Rules<?>> ALL = Stream.of(
                    List.of(
                            CONFIGURATION,
                            GlobalRules.GLOBAL_DEFS,
                            GlobalRules.GARP,
                            GlobalRules.NOTIFY_FIFO,
                            GlobalRules.SCRIPT_COMMAND,
                            GlobalRules.SCRIPT_USER),
                    List.of(
                            TrackRules.SCRIPT,
                            TrackRules.FILE,
                            TrackRules.INIT_FILE,
                            TrackRules.PROCESS,
                            TrackRules.TRACKING,
                            TrackRules.REFERENCE,
                            TrackRules.NOTIFY,
                            TrackRules.GROUP),
                    List.of(
                            AddressRules.ADDRESS,
                            AddressRules.FLAGS,
                            AddressRules.PEER,
                            InstanceRules.INSTANCE,
                            InstanceRules.AUTHENTICATION,
                            InstanceRules.PREEMPTION,
                            InstanceRules.VIRTUAL_MAC,
                            InstanceRules.TRANSPORT),
                    List.of(
                            DaemonRules.MAIL,
                            DaemonRules.LVS,
                            DaemonRules.PROCESSES,
                            DaemonRules.RELOAD,
                            DaemonRules.DAEMON,
                            OptionRules.OPTIONS,
                            OptionRules.AUTH_HMAC,
                            StaticRules.ENTRIES,
                            StaticRules.TRACK_GROUP,
                            StaticRules.LINKS,
                            StaticRules.GARP_GROUP),
                    List.of(
                            SystemRules.KERNEL,
                            SystemRules.NFTABLES,
                            SystemRules.NFTABLES_IPVS,
                            SystemRules.BUFFERS,
                            SystemRules.MONITORING,
                            SystemRules.SNMP,
                            SystemRules.DBUS,
                            SystemRules.FILES),
                    DaemonRules.WORDS,
                    SystemRules.WORDS,
                    OptionRules.WORDS,
                    StaticRules.WORDS,
                    RouteRules.WORDS,
                    List.of(
                            ServerRules.LOAD_BALANCING,
                            ServerRules.VIRTUAL_SERVER,
                            ServerRules.REAL_SERVER,
                            ServerRules.GROUP,
                            ServerRules.SSL,
                            ServerRules.SORRY_SERVER,
                            ServerRules.QUORUM,
                            ServerRules.PERSISTENCE,
                            ServerRules.SCHEDULING,
                            ServerRules.CHECK_DEFAULTS),
                    ServerRules.WORDS,
                    List.of(
                            CheckerRules.CHECKER,
                            CheckerRules.CONNECTION,
                            CheckerRules.SCHEDULE,
                            CheckerRules.HTTP,
                            CheckerRules.URL,
                            CheckerRules.REGEX,
                            CheckerRules.MISC,
                            CheckerRules.SMTP,
                            CheckerRules.DNS,
                            CheckerRules.UDP,
                            CheckerRules.FILE,
                            CheckerRules.BFD,
                            CheckerRules.BFD_INSTANCE,
                            CheckerRules.DROPPED_BFD),
                    CheckerRules.WORDS)
            .<Rules<?>>flatMap(List::stream)
            .toList();

    private RootRules() {}

    private static void globals(Body out, GlobalDefs globals) {
        out.text("instance", globals.instance());
        out.flag("use_pid_dir", globals.usePidDir());
        out.text("net_namespace", globals.daemon().netNamespace());
        DaemonRules.perhaps(out, "net_namespace_ipvs", globals.daemon().netNamespaceIpvs());
        out.flag("namespace_with_ipsets", globals.kernel().namespaceWithIpsets());
        List<Origins> blocks = out.origins().sections("global_defs");
        Origins inner = blocks.isEmpty() ? out.origins() : blocks.getFirst();
        out.section("global_defs", "", false, inner, in -> GlobalRules.GLOBAL_DEFS.apply(globals, in));
    }
}
