package holdfast.conf.schema;

import static holdfast.conf.schema.GlobalCompiler.optional;

import holdfast.conf.Dialect;
import holdfast.conf.model.FileSettings;
import holdfast.conf.model.KernelSettings;
import holdfast.conf.model.MonitoringSettings;
import holdfast.conf.model.ReceiveBuffers;
import java.time.Duration;
import java.util.Optional;

/** Defaults of what {@code global_defs} say about kernel, buffers, monitoring and files (keepalived.conf(5)). */
final class SystemCompiler {
    private static final int NFTABLES_PRIORITY = -1;
    private static final String NFTABLES = "keepalived";
    private static final int START_FWMARK = 1000;
    private static final int ADVERTS = 3;
    private static final Duration STATS_INTERVAL = Duration.ofSeconds(5);
    /** Files are read and written by their owner only (measured: keepalived 2.2.7). */
    private static final int UMASK = 0177;

    private SystemCompiler() {}

    /** Debian's keepalived 2.2.7 has no iptables: asked for it, it uses nftables with a table of the usual name. */
    static KernelSettings kernel(SystemDrafts.Kernel draft, Dialect dialect) {
        boolean inItsPlace = dialect == Dialect.AS_KEEPALIVED && draft.iptables != null;
        String vmacPrefix = Located.or(draft.vmacPrefix, "vrrp");
        return new KernelSettings(
                inItsPlace ? Optional.empty() : optional(draft.iptables),
                optional(draft.ipsets),
                new KernelSettings.Nftables(
                        inItsPlace ? Optional.of(NFTABLES) : table(draft.nftables, NFTABLES),
                        Located.or(draft.nftablesPriority, NFTABLES_PRIORITY),
                        Located.or(draft.nftablesCounters, false),
                        Located.or(draft.nftablesIfindex, false)),
                new KernelSettings.NftablesIpvs(
                        table(draft.nftablesIpvs, "keepalived_ipvs"),
                        Located.or(draft.nftablesIpvsPriority, NFTABLES_PRIORITY),
                        Located.or(draft.nftablesIpvsStartFwmark, START_FWMARK)),
                vmacPrefix,
                Located.or(draft.vmacAddrPrefix, vmacPrefix),
                Located.or(draft.disableLocalIgmp, false),
                optional(draft.iprouteUsrDir),
                optional(draft.iprouteEtcDir),
                Located.or(draft.namespaceWithIpsets, false));
    }

    private static Optional<String> table(Located<String> given, String usual) {
        return optional(given).map(name -> name.isEmpty() ? usual : name);
    }

    static ReceiveBuffers buffers(SystemDrafts.Buffers draft) {
        return new ReceiveBuffers(
                netlink(draft.vrrp),
                netlink(draft.lvs),
                Located.or(draft.processMonitor, 0),
                Located.or(draft.processMonitorForce, false),
                optional(draft.adverts),
                Located.or(draft.advertsMultiplier, ADVERTS));
    }

    private static ReceiveBuffers.Netlink netlink(SystemDrafts.Netlink draft) {
        return new ReceiveBuffers.Netlink(
                Located.or(draft.command, 0),
                Located.or(draft.commandForce, false),
                Located.or(draft.monitor, 0),
                Located.or(draft.monitorForce, false));
    }

    static MonitoringSettings monitoring(SystemDrafts.Monitoring draft) {
        return new MonitoringSettings(
                new MonitoringSettings.Snmp(
                        Located.or(draft.snmpSocket, "unix:/var/agentx/master"),
                        Located.or(draft.snmpKeepalived, false),
                        Located.or(draft.snmpVrrp, false),
                        Located.or(draft.snmpChecker, false),
                        Located.or(draft.snmpRfc, false),
                        Located.or(draft.snmpRfcV2, false),
                        Located.or(draft.snmpRfcV3, false),
                        Located.or(draft.traps, false),
                        Located.or(draft.virtualServerStats, STATS_INTERVAL),
                        Located.or(draft.realServerStats, STATS_INTERVAL)),
                new MonitoringSettings.Dbus(
                        Located.or(draft.dbus, false),
                        Located.or(draft.dbusServiceName, "org.keepalived.Vrrp1"),
                        Located.or(draft.dbusNoInterfaceName, "none")));
    }

    static FileSettings files(SystemDrafts.Files draft) {
        return new FileSettings(
                Located.or(draft.umask, UMASK),
                Located.or(draft.useSymlinkPaths, false),
                optional(draft.configSaveDir),
                optional(draft.tmpConfigDirectory),
                Located.or(draft.stateDump, "/tmp/keepalived.data"),
                Located.or(draft.statsDump, "/tmp/keepalived.stats"),
                Located.or(draft.jsonDump, "/tmp/keepalived.json"),
                Located.or(draft.jsonVersion, 1),
                Located.or(draft.dataUseInstance, false));
    }
}
