package holdfast.conf.schema;

import holdfast.conf.model.ReceiveBuffers;
import java.time.Duration;
import java.util.List;

/** What {@code global_defs} say about kernel, buffers, monitoring and files, while they are being read. Null: not given. */
final class SystemDrafts {
    private SystemDrafts() {}

    /** Names and tables in the kernel. */
    static final class Kernel {
        Located<List<String>> iptables;
        Located<List<String>> ipsets;
        Located<String> nftables;
        Located<Integer> nftablesPriority;
        Located<Boolean> nftablesCounters;
        Located<Boolean> nftablesIfindex;
        Located<String> nftablesIpvs;
        Located<Integer> nftablesIpvsPriority;
        Located<Integer> nftablesIpvsStartFwmark;
        Located<String> vmacPrefix;
        Located<String> vmacAddrPrefix;
        Located<Boolean> disableLocalIgmp;
        Located<String> iprouteUsrDir;
        Located<String> iprouteEtcDir;
        Located<Boolean> namespaceWithIpsets;
    }

    /** Buffers of netlink sockets of one process. */
    static final class Netlink {
        Located<Integer> command;
        Located<Boolean> commandForce;
        Located<Integer> monitor;
        Located<Boolean> monitorForce;
    }

    /** Receive buffers. */
    static final class Buffers {
        final Netlink vrrp = new Netlink();
        final Netlink lvs = new Netlink();
        Located<Integer> processMonitor;
        Located<Boolean> processMonitorForce;
        Located<ReceiveBuffers.AdvertSize> adverts;
        Located<Integer> advertsMultiplier;
    }

    /** SNMP and D-Bus. */
    static final class Monitoring {
        Located<String> snmpSocket;
        Located<Boolean> snmpKeepalived;
        Located<Boolean> snmpVrrp;
        Located<Boolean> snmpChecker;
        Located<Boolean> snmpRfc;
        Located<Boolean> snmpRfcV2;
        Located<Boolean> snmpRfcV3;
        Located<Boolean> traps;
        Located<Duration> virtualServerStats;
        Located<Duration> realServerStats;
        Located<Boolean> dbus;
        Located<String> dbusServiceName;
        Located<String> dbusNoInterfaceName;
    }

    /** Files. */
    static final class Files {
        Located<Integer> umask;
        Located<Boolean> useSymlinkPaths;
        Located<String> configSaveDir;
        Located<String> tmpConfigDirectory;
        Located<String> stateDump;
        Located<String> statsDump;
        Located<String> jsonDump;
        Located<Integer> jsonVersion;
        Located<Boolean> dataUseInstance;
    }
}
