package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifyTransition;
import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.VrrpEvent.LinkChanged;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.VrrpEvent.Tick;
import holdfast.vrrp.VrrpEvent.TrackedObjectChanged;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.DecodeResult;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An engine whose clock is turned by hand. The clock starts shortly before it overflows, so every test crosses that
 * point.
 */
final class EngineBench {
    static final InetAddress OURS = ip("10.77.0.2");
    static final InetAddress PEER = ip("10.77.0.1");
    static final InetAddress STRANGER = ip("10.77.0.3");
    static final InetAddress VIP = ip("10.77.0.100");

    private final VrrpEngine engine;
    private final List<Effect> history = new ArrayList<>();
    private final long began = Long.MAX_VALUE - 1_700_000_000L;
    private long now = began;

    EngineBench(EngineConfiguration configuration) {
        engine = new VrrpEngine(configuration);
    }

    /** A bench with eth0 up and started. */
    static EngineBench started(VirtualRouter... routers) {
        return new EngineBench(EngineConfiguration.of(routers)).linkUp("eth0").start();
    }

    /** A bench whose router VI_1 has just become active by silence. */
    static EngineBench active(VirtualRouter router) {
        EngineBench bench = started(router);
        bench.advance(bench.status("VI_1").activeDownInterval());
        bench.forget();
        return bench;
    }

    static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    /** VI_1 on eth0, VRID 51, version 2, every second. */
    static VirtualRouterBuilder v2(int priority) {
        return VirtualRouter.named("VI_1")
                .on("eth0", 51, AddressFamily.IPV4)
                .priority(priority)
                .addresses(List.of(VIP));
    }

    /** The same in version 3. */
    static VirtualRouterBuilder v3(int priority, Duration interval) {
        return v2(priority).version(ProtocolVersion.V3).advertisementInterval(interval);
    }

    static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    VrrpEngine engine() {
        return engine;
    }

    EngineBench linkUp(String name) {
        on(new LinkChanged(name, true, Optional.of(OURS), Optional.of(ip("fe80::2"))));
        return this;
    }

    EngineBench linkDown(String name) {
        on(new LinkChanged(name, false, Optional.of(OURS), Optional.of(ip("fe80::2"))));
        return this;
    }

    EngineBench start() {
        on(new VrrpEvent.Startup());
        return this;
    }

    List<Effect> on(VrrpEvent event) {
        List<Effect> effects = List.copyOf(engine.on(event, now));
        history.addAll(effects);
        return effects;
    }

    List<Effect> script(String name, TrackStatus status) {
        return on(new TrackedObjectChanged(new TrackedObject(TrackedObject.Kind.SCRIPT, name), status));
    }

    /** Turns the clock, waking the engine exactly when it asks to be woken. */
    List<Effect> advance(Duration by) {
        int from = history.size();
        long until = now + by.toNanos();
        long wait = engine.nanosUntilNextDeadline(now);
        while (wait != VrrpEngine.NO_DEADLINE && now + wait - until <= 0) {
            now += wait;
            on(Tick.TICK);
            wait = engine.nanosUntilNextDeadline(now);
        }
        now = until;
        return List.copyOf(history.subList(from, history.size()));
    }

    /** Turns the clock without waking the engine: the process stood still. */
    EngineBench freeze(Duration by) {
        now += by.toNanos();
        return this;
    }

    List<Effect> tick() {
        return on(Tick.TICK);
    }

    /** A multicast advertisement that fits VI_1 of {@link #v2}. */
    List<Effect> hear(InetAddress from, int priority) {
        return hear(from, advert(51, priority));
    }

    List<Effect> hear(InetAddress from, Advertisement advertisement) {
        return on(packet(from, advertisement, 255));
    }

    /** A version 3 advertisement for VI_1. */
    List<Effect> hearV3(InetAddress from, int priority, Duration interval) {
        return hear(
                from,
                new Advertisement(ProtocolVersion.V3, 51, priority, interval, Authentication.NONE, addresses(VIP)));
    }

    static AddressList addresses(InetAddress... addresses) {
        return AddressList.of(AddressFamily.IPV4, Arrays.asList(addresses));
    }

    static Advertisement advert(int vrid, int priority) {
        return new Advertisement(
                ProtocolVersion.V2, vrid, priority, Duration.ofSeconds(1), Authentication.NONE, addresses(VIP));
    }

    static PacketReceived packet(InetAddress from, Advertisement advertisement, int timeToLive) {
        return packet("eth0", from, advertisement, timeToLive);
    }

    static PacketReceived packet(String interfaceName, InetAddress from, Advertisement advertisement, int ttl) {
        InetAddress group = AddressFamily.of(from).multicastGroup();
        ByteBuffer message = ByteBuffer.wrap(
                AdvertisementCodec.encode(advertisement, from, group, ChecksumDialect.WITH_PSEUDO_HEADER)
                        .toByteArray());
        return new PacketReceived(interfaceName, AddressFamily.of(from), from, group, ttl, message);
    }

    /** The packets of an advertisement as they reach another bench. */
    static List<PacketReceived> delivered(SendAdvertisement sent, InetAddress source) {
        return sent.packets().stream()
                .map(packet -> new PacketReceived(
                        sent.interfaceName(),
                        sent.family(),
                        source,
                        packet.destination(),
                        sent.timeToLive(),
                        ByteBuffer.wrap(packet.message().toByteArray())))
                .toList();
    }

    /** What is in a sent message, by the codec (which has tests of its own). */
    static Advertisement content(SendAdvertisement sent) {
        DecodeResult result = AdvertisementCodec.decode(
                ByteBuffer.wrap(sent.packets().getFirst().message().toByteArray()),
                sent.family(),
                sent.source(),
                sent.packets().getFirst().destination());
        return ((DecodeResult.Decoded) result).advertisement();
    }

    RouterStatus status(String router) {
        return engine.status(router).orElseThrow();
    }

    /** keepalived's name of the state of VI_1. */
    String state() {
        return state("VI_1");
    }

    String state(String router) {
        return status(router).state().keepalivedName();
    }

    long now() {
        return now;
    }

    /** Time since the clock was first read. */
    Duration elapsed() {
        return Duration.ofNanos(now - began);
    }

    void forget() {
        history.clear();
    }

    List<Effect> history() {
        return List.copyOf(history);
    }

    /** Effects of one kind. */
    static <E extends Effect> List<E> only(Class<E> kind, List<Effect> effects) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The priorities of what was sent. */
    static List<Integer> sent(List<Effect> effects) {
        return only(SendAdvertisement.class, effects).stream()
                .map(SendAdvertisement::priority)
                .toList();
    }

    static List<String> logs(List<Effect> effects) {
        return only(Effect.Log.class, effects).stream().map(Effect.Log::text).toList();
    }

    /** Notifications as {@code INSTANCE VI_1 MASTER 100}. */
    static List<String> notified(List<Effect> effects) {
        return only(NotifyTransition.class, effects).stream()
                .map(told -> told.subject().kind() + " " + told.subject().name() + " " + told.state() + " "
                        + told.priority())
                .toList();
    }

    /** Kinds of effects in their order, logs left out. */
    static List<String> kinds(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> !(effect instanceof Effect.Log || effect instanceof Effect.PeerObserved))
                .map(effect -> effect.getClass().getSimpleName())
                .toList();
    }

    /** What must not change when a packet is not believed: state, timers, and nothing but log lines comes out. */
    record Fingerprint(RouterState state, long untilNextDeadline, int priority) {}

    Fingerprint fingerprint() {
        return new Fingerprint(
                status("VI_1").state(),
                engine.nanosUntilNextDeadline(now),
                status("VI_1").effectivePriority());
    }
}
