package holdfast.conf.model;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rarer keywords of an instance. Nothing acts on them so far.
 *
 * @param authHmac {@code auth_hmac}
 * @param garpExtra {@code garp_extra_if}, else {@code vrrp_garp_extra_if}
 * @param useVmacAddr {@code use_vmac_addr}: addresses on other interfaces get virtual MACs of their own
 * @param ipvlan {@code use_ipvlan}
 * @param vrf {@code vrf}: the VRF a virtual MAC interface belongs to
 * @param oldUnicastChecksum {@code old_unicast_checksum}
 * @param unicastFaultNoPeer {@code unicast_fault_no_peer}: unicast words without peers are a fault
 * @param kernelRxBufSize {@code kernel_rx_buf_size} in bytes; empty: the kernel's
 * @param debug {@code debug}, 0 to 4
 * @param smtpAlert {@code smtp_alert}, else {@code smtp_alert_vrrp}, else the global {@code smtp_alert}
 */
public record InstanceOptions(
        Optional<AuthHmac> authHmac,
        Optional<DaemonSettings.GarpExtra> garpExtra,
        boolean useVmacAddr,
        Optional<Ipvlan> ipvlan,
        Optional<String> vrf,
        OldChecksum oldUnicastChecksum,
        boolean unicastFaultNoPeer,
        OptionalInt kernelRxBufSize,
        int debug,
        boolean smtpAlert) {

    /** Whether the checksum of old keepalived versions is used with unicast in version 3. */
    public enum OldChecksum {
        /** As soon as a peer uses it. */
        AUTOMATIC,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    /**
     * An interface of its own for the instance, with the MAC address of the interface below.
     *
     * @param name its name; empty: made up
     * @param address its address
     * @param mode how it talks to its siblings
     */
    public record Ipvlan(Optional<String> name, Optional<InetAddress> address, Mode mode) {}

    /** How an ipvlan interface talks to its siblings (ip-link(8)). */
    public enum Mode {
        /** Directly. */
        BRIDGE,
        /** Not at all. */
        PRIVATE,
        /** By way of the switch. */
        VEPA
    }
}
