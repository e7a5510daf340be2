package holdfast.agent.dump;

import holdfast.conf.model.MonitoringSettings;
import holdfast.conf.model.ProcessSettings;
import holdfast.conf.model.ReceiveBuffers;
import java.util.function.Consumer;

/** The lines of {@code global_defs} about keepalived's processes, its SNMP and D-Bus and its buffers: as configured, whether it means something here or not. */
final class ProcessLines {
    private static final int DEFAULT_REALTIME_MICROSECONDS = 10_000;

    private static final String USUAL_SNMP_SOCKET = "unix:/var/agentx/master";

    private ProcessLines() {}

    static void processes(Consumer<String> out, ProcessSettings settings) {
        out.accept("Max auto priority = " + settings.maxAutoPriority());
        out.accept(
                "Min auto priority delay = " + settings.minAutoPriorityDelay().toNanos() / 1000 + " usecs");
        process(out, "VRRP", settings.vrrp());
        process(out, "Checker", settings.checker());
        process(out, "BFD", settings.bfd());
    }

    private static void process(Consumer<String> out, String which, ProcessSettings.Scheduling scheduling) {
        out.accept(which + " process priority = " + scheduling.niceness().orElse(0));
        out.accept(which + " don't swap = " + scheduling.noSwap());
        out.accept(
                which + " realtime priority = " + scheduling.realtimePriority().orElse(0));
        long limit = scheduling.realtimeLimit().toNanos() / 1000;
        out.accept(which + " realtime limit = " + (limit == 0 ? DEFAULT_REALTIME_MICROSECONDS : limit));
    }

    static void monitoring(Consumer<String> out, MonitoringSettings settings) {
        MonitoringSettings.Snmp snmp = settings.snmp();
        out.accept("SNMP vrrp " + enabled(snmp.keepalived() || snmp.vrrp()));
        out.accept("SNMP checker " + enabled(snmp.keepalived() || snmp.checker()));
        out.accept("SNMP RFCv2 " + enabled(snmp.rfc() || snmp.rfcV2()));
        out.accept("SNMP RFCv3 " + enabled(snmp.rfc() || snmp.rfcV3()));
        out.accept("SNMP traps " + enabled(snmp.traps()));
        boolean usual = snmp.socket().equals(USUAL_SNMP_SOCKET);
        out.accept("SNMP socket = " + (usual ? "default (" + USUAL_SNMP_SOCKET + ")" : snmp.socket()));
        out.accept("DBus " + enabled(settings.dbus().enabled()));
        out.accept("DBus service name = "
                + (settings.dbus().enabled() ? settings.dbus().serviceName() : ""));
    }

    static String enabled(boolean on) {
        return on ? "enabled" : "disabled";
    }

    static void buffers(Consumer<String> out, ReceiveBuffers buffers) {
        netlink(out, "vrrp", buffers.vrrp());
        out.accept("process_monitor_rcv_bufs = " + buffers.processMonitor());
        out.accept("process_monitor_rcv_bufs_force = " + number(buffers.processMonitorForce()));
        netlink(out, "lvs", buffers.lvs());
    }

    private static void netlink(Consumer<String> out, String which, ReceiveBuffers.Netlink netlink) {
        out.accept(which + "_netlink_cmd_rcv_bufs = " + netlink.command());
        out.accept(which + "_netlink_cmd_rcv_bufs_force = " + number(netlink.commandForce()));
        out.accept(which + "_netlink_monitor_rcv_bufs = " + netlink.monitor());
        out.accept(which + "_netlink_monitor_rcv_bufs_force = " + number(netlink.monitorForce()));
    }

    static int number(boolean on) {
        return on ? 1 : 0;
    }
}
