package holdfast.ipvs;

import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsTimeouts;

/** {@code lvs_timeouts}: set at start, put back at the end, as Keepalived does. */
final class TimeoutSettings {
    private IpvsTimeouts before = new IpvsTimeouts(0, 0, 0);
    private IpvsTimeouts current = before;

    /** What there was when the agent started. */
    void begin(IpvsTimeouts found) {
        before = found;
        current = found;
    }

    void read(IpvsTimeouts found) {
        current = found;
    }

    void apply(IpvsTimeouts plan, Effects out) {
        set(
                new IpvsTimeouts(
                        plan.tcp() > 0 ? plan.tcp() : before.tcp(),
                        plan.tcpFin() > 0 ? plan.tcpFin() : before.tcpFin(),
                        plan.udp() > 0 ? plan.udp() : before.udp()),
                out);
    }

    void restore(Effects out) {
        set(before, out);
    }

    private void set(IpvsTimeouts wanted, Effects out) {
        if (!wanted.equals(current)) {
            current = wanted;
            out.ipvs(new IpvsRequest.SetTimeouts(wanted));
        }
    }
}
