package bench.micro;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.DecodeResult;
import holdfast.vrrp.wire.EncodedMessage;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An advert of two addresses to bytes and back. */
@State(Scope.Thread)
public class AdvertCodec extends DaemonLike {
    /** The format. */
    public enum Format {
        /** Version 2, with a password. */
        V2,
        /** Version 3 over IPv4. */
        V3,
        /** Version 3 over IPv6. */
        V3_IPV6
    }

    /** Which format. */
    @Param
    public Format format;

    private InetAddress source;
    private InetAddress group;
    private AddressFamily family;
    private Advertisement advert;
    private ByteBuffer message;

    /** Makes the advert and its bytes. */
    @Setup
    public void prepare() {
        String network = format == Format.V3_IPV6 ? "fe80::" : "192.0.2.";
        source = InetAddress.ofLiteral(network + "1");
        family = AddressFamily.of(source);
        group = family.multicastGroup();
        advert = new Advertisement(
                format == Format.V2 ? ProtocolVersion.V2 : ProtocolVersion.V3,
                51,
                100,
                Duration.ofSeconds(1),
                format == Format.V2 ? Authentication.SimpleText.of("secret") : Authentication.NONE,
                AddressList.of(
                        family, List.of(InetAddress.ofLiteral(network + "64"), InetAddress.ofLiteral(network + "65"))));
        message = ByteBuffer.wrap(encode().toByteArray());
    }

    /** To bytes. */
    @Benchmark
    public EncodedMessage encode() {
        return AdvertisementCodec.encode(advert, source, group, ChecksumDialect.WITH_PSEUDO_HEADER);
    }

    /** Back, with all checks. */
    @Benchmark
    public DecodeResult decode() {
        return AdvertisementCodec.decode(message, family, source, group);
    }
}
