package holdfast.agent.loop;

/** The same two families, as each module names them. */
final class Families {
    private Families() {}

    static holdfast.linux.AddressFamily linux(holdfast.vrrp.wire.AddressFamily family) {
        return switch (family) {
            case IPV4 -> holdfast.linux.AddressFamily.IPV4;
            case IPV6 -> holdfast.linux.AddressFamily.IPV6;
        };
    }

    static holdfast.vrrp.wire.AddressFamily vrrp(holdfast.linux.AddressFamily family) {
        return switch (family) {
            case IPV4 -> holdfast.vrrp.wire.AddressFamily.IPV4;
            case IPV6 -> holdfast.vrrp.wire.AddressFamily.IPV6;
        };
    }
}
