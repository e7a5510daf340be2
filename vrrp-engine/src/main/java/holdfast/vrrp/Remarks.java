package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;

/** What is worth a line about an advertisement that is believed all the same (RFC 9568, 7.1). */
final class Remarks {
    private Remarks() {}

    static void on(Router router, Decoded decoded, InetAddress from, long now) {
        Advertisement advert = decoded.advertisement();
        VirtualRouter config = router.config();
        if (config.version() == ProtocolVersion.V3) {
            remarkInterval(router, advert, from, now);
            remarkDialect(router, decoded.dialect(), from);
        }
        if (!config.addresses().holdsSameAs(advert.addresses())) {
            String text = "advertises " + advert.addresses() + ", we have " + config.addresses();
            remark(router, "addresses", from, text, now);
        }
        if (config.isOwner() && advert.priority() == Advertisement.OWNER) {
            remark(router, "owner", from, "also claims to own the addresses (priority 255)", now);
        }
    }

    private static void remarkInterval(Router router, Advertisement advert, InetAddress from, long now) {
        if (!advert.interval().equals(router.config().advertisementInterval())) {
            String text = "advertises every " + Timing.seconds(advert.interval().toNanos()) + ", we would every "
                    + Timing.seconds(router.intervalNanos());
            remark(router, "interval", from, text, now);
        }
    }

    /**
     * Once for each dialect that is not ours: it works, but is what one wants to know when a third router refuses it.
     */
    private static void remarkDialect(Router router, ChecksumDialect dialect, InetAddress from) {
        VirtualRouter config = router.config();
        boolean foreign = config.key().family() == AddressFamily.IPV4 && dialect != config.sendChecksum();
        if (foreign && router.tally().acceptedWith(dialect) == 1) {
            router.around()
                    .info(router.tag() + from.getHostAddress() + " computes checksums " + dialect + ", we "
                            + config.sendChecksum() + "; both are accepted here");
        }
    }

    private static void remark(Router router, String subject, InetAddress from, String text, long now) {
        router.around()
                .limitedWarning(router.name() + subject, from, router.tag() + from.getHostAddress() + " " + text, now);
    }
}
