package holdfast.agent.doctor.segment;

import holdfast.agent.doctor.segment.Speaker.Password;
import holdfast.agent.doctor.segment.Speaker.Said;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import holdfast.vip.HeardFrame;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.DecodeResult;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns captured frames into speakers. */
public final class Listening {
    /** A segment has two to ten; more is somebody who makes addresses up. */
    private static final int MOST_SPEAKERS = 1024;

    private record Key(String interfaceName, InetAddress source, boolean ourselves, int vrid, boolean ipv6) {}

    private final List<VrrpInstance> instances;
    private final Map<Key, Speaker> speakers = new LinkedHashMap<>();

    /** @param instances ours, whose passwords are compared */
    public Listening(List<VrrpInstance> instances) {
        this.instances = List.copyOf(instances);
    }

    /** Takes a frame. */
    public void hear(String interfaceName, PacketReceiver.Frame frame) {
        if (HeardFrame.of(frame.bytes()).orElse(null) instanceof HeardFrame.Ip ip
                && ip.protocol() == AdvertisementCodec.PROTOCOL) {
            hear(interfaceName, ip, frame.outgoing(), frame.at());
        }
    }

    private void hear(String interfaceName, HeardFrame.Ip ip, boolean outgoing, Instant at) {
        ByteBuffer message = ip.payload();
        int vrid = AdvertisementCodec.vridOf(message);
        if (vrid < 0) {
            return;
        }
        boolean ipv6 = ip.source() instanceof Inet6Address;
        Key key = new Key(interfaceName, ip.source(), outgoing, vrid, ipv6);
        Speaker before = speakers.get(key);
        if (before == null && speakers.size() >= MOST_SPEAKERS) {
            return;
        }
        DecodeResult result = AdvertisementCodec.decode(
                message, ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4, ip.source(), ip.destination());
        Optional<Said> said = before == null ? Optional.empty() : before.last();
        Optional<String> broken = before == null ? Optional.empty() : before.broken();
        Password password = before == null ? Password.NOT_COMPARED : before.password();
        switch (result) {
            case DecodeResult.Decoded(Advertisement advert, ChecksumDialect dialect) -> {
                said = Optional.of(said(advert, dialect, ip.authenticated()));
                password = compare(interfaceName, ipv6, advert);
            }
            case DecodeResult.Rejected rejected ->
                broken = Optional.of(rejected.reason().text() + " (" + rejected.detail() + ")");
        }
        int packets = before == null ? 1 : before.packets() + 1;
        Instant first = before == null ? at : before.first();
        MacAddress mac = ip.mac();
        speakers.put(
                key,
                new Speaker(
                        interfaceName,
                        ip.source(),
                        mac,
                        outgoing,
                        vrid,
                        ipv6,
                        ip.destination(),
                        ip.hopLimit(),
                        said,
                        password,
                        broken,
                        packets,
                        packets > 1
                                ? Optional.of(Duration.between(first, at).dividedBy(packets - 1L))
                                : Optional.empty(),
                        first,
                        at));
    }

    private static Said said(Advertisement advert, ChecksumDialect dialect, boolean behindHeader) {
        String authentication = behindHeader
                ? "AH"
                : switch (advert.authentication()) {
                    case Authentication.None _ -> "none";
                    case Authentication.SimpleText _ -> "PASS";
                    case Authentication.Unsupported(int type) -> type == 2 ? "AH" : "type " + type;
                };
        String checksum = switch (dialect) {
            case MESSAGE_ONLY -> "without pseudo-header";
            case WITH_PSEUDO_HEADER -> "with pseudo-header";
            case PSEUDO_HEADER_OF_GROUP -> "with pseudo-header of the group";
        };
        return new Said(
                advert.version().number(),
                advert.priority(),
                advert.interval(),
                authentication,
                advert.addresses().toList(),
                checksum);
    }

    private Password compare(String interfaceName, boolean ipv6, Advertisement advert) {
        if (!(advert.authentication() instanceof Authentication.SimpleText theirs)) {
            return Password.NOT_COMPARED;
        }
        return instances.stream()
                .filter(instance -> Matching.isSame(instance, interfaceName, advert.vrid(), ipv6))
                .flatMap(instance -> instance.authentication().stream())
                .findFirst()
                .map(ours -> Authentication.SimpleText.of(ours.password()).equals(theirs)
                        ? Password.MATCHES
                        : Password.DIFFERS)
                .orElse(Password.NOT_COMPARED);
    }

    /** Everybody heard so far: by interface, virtual router, and the higher priority first. */
    public List<Speaker> speakers() {
        return speakers.values().stream()
                .sorted(Comparator.comparing(Speaker::interfaceName)
                        .thenComparingInt(Speaker::vrid)
                        .thenComparing(Comparator.comparingInt((Speaker one) ->
                                        one.last().map(Said::priority).orElse(0))
                                .reversed()))
                .toList();
    }
}
