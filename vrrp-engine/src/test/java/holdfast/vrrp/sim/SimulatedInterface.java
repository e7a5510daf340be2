package holdfast.vrrp.sim;

import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.wire.AddressFamily;
import java.net.InetAddress;
import java.util.Optional;

/** A node's interface on a segment: as it is, and as its process has been told. */
final class SimulatedInterface {
    private final AddressFamily family;
    private final int segment;
    private boolean exists = true;
    private boolean carrier = true;
    private boolean deaf;
    private int host;
    private InetAddress address;
    private boolean knownUp;
    private boolean knownDeaf;
    private InetAddress knownAddress;
    private boolean addressKnown;

    SimulatedInterface(AddressFamily family, int segment, int host) {
        this.family = family;
        this.segment = segment;
        number(host);
    }

    /** It is there, with a carrier. */
    boolean isUp() {
        return exists && carrier;
    }

    boolean exists() {
        return exists;
    }

    void carrier(boolean up) {
        carrier = up;
    }

    void gone() {
        exists = false;
        address = null;
    }

    /** It is made anew, and has no address yet. */
    void made() {
        exists = true;
        carrier = true;
    }

    /** It has this address from now on. */
    void number(int newHost) {
        host = newHost;
        address = RouterPlan.hostAddress(family, segment, host);
    }

    /** The last part of the address it has or had last. */
    int host() {
        return host;
    }

    /** Its address, or null. */
    InetAddress address() {
        return address;
    }

    boolean isDeaf() {
        return deaf;
    }

    void deaf(boolean isDeaf) {
        deaf = isDeaf;
    }

    /** What the kernel says about it. */
    VrrpEvent report() {
        String name = RouterPlan.interfaceOf(segment);
        if (!exists) {
            return new VrrpEvent.LinkGone(name);
        }
        Optional<InetAddress> own = Optional.ofNullable(address);
        return new VrrpEvent.LinkChanged(
                name,
                carrier,
                family == AddressFamily.IPV4 ? own : Optional.empty(),
                family == AddressFamily.IPV6 ? own : Optional.empty());
    }

    VrrpEvent.HearingChanged hearing() {
        return new VrrpEvent.HearingChanged(
                RouterPlan.interfaceOf(segment),
                family,
                deaf ? Optional.of("joining the group: No buffer space available") : Optional.empty());
    }

    // What the process knows.

    /** A process begins. */
    void nothingKnown() {
        knownGone();
        knownDeaf = false;
    }

    void knownGone() {
        knownUp = false;
        addressKnown = false;
    }

    void known(VrrpEvent.LinkChanged link) {
        knownUp = link.up();
        Optional<InetAddress> told = family == AddressFamily.IPV4 ? link.ipv4() : link.ipv6LinkLocal();
        addressKnown = told.isPresent();
        told.ifPresent(own -> knownAddress = own);
    }

    void known(VrrpEvent.HearingChanged hearing) {
        knownDeaf = hearing.trouble().isPresent();
    }

    /** The last address the process was told of. */
    InetAddress knownAddress() {
        return knownAddress;
    }

    /** Whether, as far as the process knows, a router can work there. */
    boolean isKnownFit() {
        return knownUp && addressKnown && !knownDeaf;
    }
}
