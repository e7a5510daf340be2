package bench.micro;

import holdfast.vrrp.Effect;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the engine does all day: a backup hears its master, a master's advert is due. The clock is turned by hand. */
@State(Scope.Thread)
public class Engine extends DaemonLike {
    private static final InetAddress OURS = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.100");
    private static final InetAddress GROUP = AddressFamily.IPV4.multicastGroup();

    /** How many virtual routers there are. */
    @Param({"1", "250"})
    public int instances;

    private VrrpEngine backups;
    private VrrpEngine masters;
    private VrrpEvent heard;
    private long heardAt = 1;
    private long sentAt = 1;

    /** Starts one engine of backups and one of masters. */
    @Setup
    public void prepare() {
        backups = started(100);
        masters = started(255);
        Advertisement advert = new Advertisement(
                ProtocolVersion.V3,
                1,
                150,
                Duration.ofSeconds(1),
                Authentication.NONE,
                AddressList.of(AddressFamily.IPV4, List.of(VIP)));
        ByteBuffer message = ByteBuffer.wrap(
                AdvertisementCodec.encode(advert, PEER, GROUP, ChecksumDialect.WITH_PSEUDO_HEADER)
                        .toByteArray());
        heard = new VrrpEvent.PacketReceived("eth0", AddressFamily.IPV4, PEER, GROUP, 255, message);
    }

    private VrrpEngine started(int priority) {
        VirtualRouter[] routers = IntStream.rangeClosed(1, instances)
                .mapToObj(vrid -> VirtualRouter.named("VI_" + vrid)
                        .on("eth0", vrid, AddressFamily.IPV4)
                        .version(ProtocolVersion.V3)
                        .priority(priority)
                        .wantedState(VirtualRouter.WantedState.MASTER)
                        .addresses(List.of(VIP))
                        .build())
                .toArray(VirtualRouter[]::new);
        VrrpEngine engine = new VrrpEngine(EngineConfiguration.of(routers));
        engine.on(new VrrpEvent.LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()), 0);
        engine.on(new VrrpEvent.Startup(), 0);
        return engine;
    }

    /** A backup hears the advert of its master, as the loop hands it on: the same event each time, and the buffer read anew. */
    @Benchmark
    public List<Effect> backupHears() {
        heardAt += 4_000_000; // 250 of them in a second
        return backups.on(heard, heardAt);
    }

    /** The adverts of all virtual routers are due: what is to be sent. */
    @Benchmark
    public List<Effect> mastersAdvertise() {
        sentAt += masters.nanosUntilNextDeadline(sentAt);
        return masters.on(VrrpEvent.Tick.TICK, sentAt);
    }
}
