package holdfast.conf.model.lvs;

import java.util.Locale;
import java.util.OptionalInt;

/** How packets reach a real server: {@code lvs_method}. */
public sealed interface ForwardingMethod {
    /** The word in the file: {@code NAT}, {@code DR}, {@code TUN}. */
    default String word() {
        return switch (this) {
            case Nat _ -> "NAT";
            case DirectRouting _ -> "DR";
            case Tunnel _ -> "TUN";
        };
    }

    /** Addresses and ports are rewritten. */
    record Nat() implements ForwardingMethod {}

    /** The packet is sent as it is, to the real server's MAC address. */
    record DirectRouting() implements ForwardingMethod {}

    /**
     * The packet is wrapped in another.
     *
     * @param type how
     * @param port destination port, with {@link TunnelType#GUE} only
     * @param checksum what to do about checksums
     */
    record Tunnel(TunnelType type, OptionalInt port, Checksum checksum) implements ForwardingMethod {}

    /** Kinds of tunnels. */
    enum TunnelType {
        /** IP in IP (RFC 2003), the default. */
        IPIP,
        /** Generic UDP encapsulation. */
        GUE,
        /** Generic routing encapsulation (RFC 2784). */
        GRE;

        /** The word in the file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checksums of tunnelled packets. */
    enum Checksum {
        /** {@code nocsum}, the default. */
        NONE,
        /** {@code csum}. */
        CHECKSUM,
        /** {@code remcsum}, not with {@link TunnelType#GRE}. */
        REMOTE
    }
}
