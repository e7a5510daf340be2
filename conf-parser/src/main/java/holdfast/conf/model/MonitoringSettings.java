package holdfast.conf.model;

import java.time.Duration;

/**
 * How other programs may look at the daemon. Nothing acts on this so far.
 *
 * @param snmp {@code snmp_*}, {@code enable_snmp_*}
 * @param dbus {@code dbus_*}
 */
public record MonitoringSettings(Snmp snmp, Dbus dbus) {
    /**
     * SNMP.
     *
     * @param socket {@code snmp_socket} of the master agent, default {@code unix:/var/agentx/master}
     * @param keepalived {@code enable_snmp_keepalived}
     * @param vrrp {@code enable_snmp_vrrp}
     * @param checker {@code enable_snmp_checker}
     * @param rfc {@code enable_snmp_rfc}
     * @param rfcV2 {@code enable_snmp_rfcv2}: RFC 2787
     * @param rfcV3 {@code enable_snmp_rfcv3}: RFC 6527
     * @param traps {@code enable_traps}
     * @param virtualServerStats {@code snmp_vs_stats_update_interval}, 1 ms to 30 s, default 5 s
     * @param realServerStats {@code snmp_rs_stats_update_interval}, 1 ms to 30 s, default 5 s
     */
    public record Snmp(
            String socket,
            boolean keepalived,
            boolean vrrp,
            boolean checker,
            boolean rfc,
            boolean rfcV2,
            boolean rfcV3,
            boolean traps,
            Duration virtualServerStats,
            Duration realServerStats) {}

    /**
     * D-Bus.
     *
     * @param enabled {@code enable_dbus}
     * @param serviceName {@code dbus_service_name}, default {@code org.keepalived.Vrrp1}
     * @param noInterfaceName {@code dbus_no_interface_name}: stands where an instance has no interface, default {@code none}
     */
    public record Dbus(boolean enabled, String serviceName, String noInterfaceName) {}
}
