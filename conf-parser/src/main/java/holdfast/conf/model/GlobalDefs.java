package holdfast.conf.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code global_defs}, and the root-level words that concern the whole daemon. What instances inherit is also
 * found, already inherited, in {@link VrrpInstance}.
 *
 * @param routerId {@code router_id}; host name when not given
 * @param scriptUser {@code script_user}; empty: the account {@code keepalived_script} if it exists, else the daemon's user
 * @param enableScriptSecurity {@code enable_script_security}: scripts whose path others can write are not run by root
 * @param garp {@code vrrp_garp_*} defaults of instances
 * @param garpInterval {@code vrrp_garp_interval}: least time between two gratuitous ARP packets on an interface; zero:
 *     no limit
 * @param gnaInterval {@code vrrp_gna_interval}: the same for unsolicited neighbour advertisements
 * @param vrrpVersion {@code vrrp_version}: 2 or 3, for IPv4 instances without {@code version}
 * @param vrrpMcastGroup4 {@code vrrp_mcast_group4}, default 224.0.0.18 (RFC 9568, 5.1.1.2)
 * @param vrrpMcastGroup6 {@code vrrp_mcast_group6}, default ff02::12 (RFC 9568, 5.1.2.2)
 * @param vrrpStrict {@code vrrp_strict}
 * @param vrrpStartupDelay {@code vrrp_startup_delay}: instances stay silent that long after start; zero: none
 * @param defaultInterface {@code default_interface} for addresses without {@code dev} outside instances
 * @param logUnknownVrids {@code log_unknown_vrids}
 * @param dynamicInterfaces {@code dynamic_interfaces}: interfaces may appear after the start
 * @param notifyFifo {@code notify_fifo}: told about instances and groups
 * @param vrrpNotifyFifo {@code vrrp_notify_fifo}: the same, VRRP only
 * @param fifoWriteVrrpStatesOnReload {@code fifo_write_vrrp_states_on_reload}; not acted on yet
 * @param instance {@code instance NAME} at root level, part of keepalived's PID file names; not acted on yet
 * @param usePidDir {@code use_pid_dir} at root level; not acted on yet
 * @param mail mail about transitions; not acted on yet
 * @param lvs virtual servers as a whole
 * @param processes scheduling
 * @param daemon namespaces, start and end, reload; not acted on yet
 * @param kernel names and tables in the kernel; not acted on yet
 * @param buffers receive buffers; not acted on yet
 * @param monitoring SNMP and D-Bus; not acted on yet
 * @param files files the daemon reads and writes; not acted on yet
 */
public record GlobalDefs(
        String routerId,
        Optional<ScriptUser> scriptUser,
        boolean enableScriptSecurity,
        GarpSettings garp,
        Duration garpInterval,
        Duration gnaInterval,
        int vrrpVersion,
        InetAddress vrrpMcastGroup4,
        InetAddress vrrpMcastGroup6,
        boolean vrrpStrict,
        Duration vrrpStartupDelay,
        String defaultInterface,
        boolean logUnknownVrids,
        boolean dynamicInterfaces,
        Optional<NotifyFifo> notifyFifo,
        Optional<NotifyFifo> vrrpNotifyFifo,
        boolean fifoWriteVrrpStatesOnReload,
        Optional<String> instance,
        boolean usePidDir,
        MailSettings mail,
        LvsSettings lvs,
        ProcessSettings processes,
        DaemonSettings daemon,
        KernelSettings kernel,
        ReceiveBuffers buffers,
        MonitoringSettings monitoring,
        FileSettings files) {}
