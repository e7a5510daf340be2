package holdfast.vrrp;

import holdfast.vrrp.ReceivedBytes.Packet;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.DecodeResult;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer feeds with packets ({@code integration-tests/src/fuzz/run advert}; {@link ReceivedBytes} says how). Decoding never throws, reads
 * nothing around the message, changes nothing, and what it decodes encodes to the same meaning. An engine with routers of every kind never
 * throws either; a packet it does not believe moves no state and no timer, so that it goes on as its twin does, who heard nothing.
 */
public final class AdvertisementFuzzer {
    private static final List<String> ROUTERS = List.of("VI_1", "VI_3", "VI_6", "VI_U");
    private static final Duration WHILE_AFTER = Duration.ofSeconds(5);
    private static final int MOST_PEERS = 1_000;

    private AdvertisementFuzzer() {}

    /** Jazzer's entry point: one input. Its first byte says how long the engine has run, in units of 50 ms. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        List<Packet> packets = ReceivedBytes.packets(ByteBuffer.wrap(input, 1, input.length - 1));
        packets.forEach(AdvertisementFuzzer::checkCodec);
        Duration running = Duration.ofMillis((input[0] & 0xFF) * 50L);
        EngineBench bench = bench(running);
        boolean believed = false;
        for (Packet packet : packets) {
            believed |= hear(bench, packet);
        }
        if (!believed) {
            EngineBench twin = bench(running);
            require(behaviour(twin).equals(behaviour(bench)), "goes on otherwise than without the packets");
        } else {
            bench.advance(WHILE_AFTER);
        }
        require(bench.status("VI_1").peers().size() <= MOST_PEERS, "too many peers");
    }

    private static void checkCodec(Packet packet) {
        ByteBuffer message = packet.within((byte) 0);
        DecodeResult result = decode(packet, message);
        require(result.equals(decode(packet, packet.within((byte) 0xA5))), "reads around the message");
        boolean same = message.position() == ReceivedBytes.MARGIN
                && message.remaining() == packet.message().length
                && message.equals(ByteBuffer.wrap(packet.message()));
        require(same, "changes the buffer");
        if (result instanceof DecodeResult.Decoded(Advertisement meaning, ChecksumDialect dialect)
                && !(meaning.authentication() instanceof Authentication.Unsupported)) {
            ChecksumDialect sent =
                    dialect == ChecksumDialect.MESSAGE_ONLY ? dialect : ChecksumDialect.WITH_PSEUDO_HEADER;
            byte[] again = AdvertisementCodec.encode(meaning, packet.source(), packet.destination(), sent)
                    .toByteArray();
            boolean means = decode(packet, ByteBuffer.wrap(again))
                            instanceof DecodeResult.Decoded(Advertisement second, ChecksumDialect _)
                    && second.equals(meaning);
            require(means, "encodes to another meaning: " + meaning);
        }
    }

    private static DecodeResult decode(Packet packet, ByteBuffer message) {
        return AdvertisementCodec.decode(message, packet.family(), packet.source(), packet.destination());
    }

    /** Whether a router believed it. */
    private static boolean hear(EngineBench bench, Packet packet) {
        List<?> before = standing(bench);
        long heard = heard(bench);
        List<Effect> effects = bench.on(new VrrpEvent.PacketReceived(
                "eth0",
                packet.family(),
                packet.source(),
                packet.destination(),
                packet.timeToLive(),
                packet.within((byte) 0)));
        boolean believed = heard(bench) != heard;
        if (!believed) {
            require(EngineBench.kinds(effects).isEmpty(), "does something about a packet that is not believed");
            require(before.equals(standing(bench)), "is moved by a packet that is not believed");
        }
        return believed;
    }

    private static long heard(EngineBench bench) {
        return ROUTERS.stream()
                .mapToLong(name -> bench.status(name).counters().advertisementsReceived())
                .sum();
    }

    /** States with their own timers, priorities, and the engine's next deadline. */
    private static List<?> standing(EngineBench bench) {
        Object[] standing = new Object[2 * ROUTERS.size() + 1];
        for (int i = 0; i < ROUTERS.size(); i++) {
            RouterStatus status = bench.status(ROUTERS.get(i));
            standing[2 * i] = status.state();
            standing[2 * i + 1] = status.effectivePriority();
        }
        standing[2 * ROUTERS.size()] = bench.engine().nanosUntilNextDeadline(bench.now());
        return Arrays.asList(standing);
    }

    private static List<?> behaviour(EngineBench bench) {
        List<Effect> effects = bench.advance(WHILE_AFTER);
        return List.of(EngineBench.kinds(effects), EngineBench.sent(effects), standing(bench));
    }

    /** VRIDs 1 (version 2, a password), 3 (version 3), 3 over IPv6, and 4 (unicast); all backups that will become active. */
    private static EngineBench bench(Duration running) {
        Peering unicast = new Peering.Unicast(List.of(new Peering.Peer(EngineBench.PEER, 250, 255)), true, 255);
        EngineBench bench = EngineBench.started(
                router("VI_1", 1, AddressFamily.IPV4, "10.77.0.100")
                        .authentication(Authentication.SimpleText.of("secret"))
                        .build(),
                router("VI_3", 3, AddressFamily.IPV4, "10.77.0.103")
                        .version(ProtocolVersion.V3)
                        .build(),
                router("VI_6", 3, AddressFamily.IPV6, "2001:db8::100").build(),
                router("VI_U", 4, AddressFamily.IPV4, "10.77.0.104")
                        .peering(unicast)
                        .build());
        bench.advance(running);
        bench.forget();
        return bench;
    }

    private static VirtualRouterBuilder router(String name, int vrid, AddressFamily family, String address) {
        return VirtualRouter.named(name)
                .on("eth0", vrid, family)
                .priority(100)
                .addresses(List.of(InetAddress.ofLiteral(address)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
