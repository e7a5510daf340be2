package holdfast.agent.lvs.operator;

import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.RealServerStatus.Admission;
import holdfast.ipvs.RealServerStatus.CheckStatus;
import holdfast.ipvs.RealServerStatus.Health;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.AddressFamily;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsStatistics;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A loop that notes what operators want and does nothing about it. */
public final class FakeLvsControl implements LvsControl {
    private static final long NOW = Duration.ofHours(2).toNanos();

    /** What was wanted, in order, as text. */
    public final List<String> wishes = new ArrayList<>();

    private final List<VirtualServerStatus> servers;

    /** These virtual servers are there. */
    public FakeLvsControl(VirtualServerStatus... servers) {
        this.servers = List.of(servers);
    }

    /** Web on TCP with one server up and one down, DNS on both protocols, a firewall mark and a group. */
    public static FakeLvsControl ofManyKinds() {
        return new FakeLvsControl(
                virtual(
                        "[10.0.0.1]:tcp:80",
                        List.of(service(IpvsProtocol.TCP, "10.0.0.1", 80)),
                        "10.0.0.11:80",
                        "10.0.0.12:80-"),
                virtual("[10.0.0.1]:tcp:53", List.of(service(IpvsProtocol.TCP, "10.0.0.1", 53)), "10.0.0.21:53"),
                virtual("[10.0.0.1]:udp:53", List.of(service(IpvsProtocol.UDP, "10.0.0.1", 53)), "10.0.0.21:53"),
                virtual(
                        "[2001:db8::1]:tcp:80",
                        List.of(service(IpvsProtocol.TCP, "2001:db8::1", 80)),
                        "[2001:db8::11]:80"),
                virtual("FWM 5", List.of(new IpvsServiceKey.FirewallMark(5, AddressFamily.IPV4)), "10.0.0.31:0"),
                virtual(
                        "[web]:0",
                        List.of(service(IpvsProtocol.TCP, "10.0.0.2", 80), service(IpvsProtocol.TCP, "10.0.0.3", 80)),
                        "10.0.0.11:80"));
    }

    /** Its only real server is down, and the sorry server stands in. */
    public static FakeLvsControl withoutQuorum() {
        return withoutQuorum(false);
    }

    /** The same, and its checks rest. */
    public static FakeLvsControl suspended() {
        return withoutQuorum(true);
    }

    private static FakeLvsControl withoutQuorum(boolean suspended) {
        VirtualServerStatus healthy =
                virtual("[10.0.0.9]:tcp:80", List.of(service(IpvsProtocol.TCP, "10.0.0.9", 80)), "10.0.0.11:80-");
        return new FakeLvsControl(new VirtualServerStatus(
                healthy.id(),
                healthy.name(),
                healthy.services(),
                healthy.scheduler(),
                false,
                healthy.quorum(),
                healthy.hysteresis(),
                0,
                Optional.of("[10.0.0.99]:tcp:80"),
                true,
                suspended,
                healthy.since(),
                healthy.trouble(),
                healthy.realServers()));
    }

    static IpvsServiceKey service(IpvsProtocol protocol, String address, int port) {
        return new IpvsServiceKey.Address(protocol, InetAddress.ofLiteral(address), port);
    }

    /** A virtual server; a dash after the address of a real server: it is down. */
    static VirtualServerStatus virtual(String name, List<IpvsServiceKey> services, String... realServers) {
        List<RealServerStatus> reals = new ArrayList<>();
        for (String real : realServers) {
            reals.add(real(name, real.replace("-", ""), !real.endsWith("-")));
        }
        return new VirtualServerStatus(
                "id of " + name,
                name,
                services,
                "wrr",
                true,
                1,
                0,
                3,
                Optional.empty(),
                false,
                false,
                NOW - Duration.ofSeconds(200).toNanos(),
                Optional.empty(),
                reals);
    }

    private static RealServerStatus real(String virtual, String word, boolean up) {
        Endpoint endpoint = Endpoint.parse(word).orElseThrow();
        return new RealServerStatus(
                new RealServerId(
                        "id of " + virtual, endpoint.address(), endpoint.port().orElseThrow()),
                word,
                new IpvsForwarding.DirectRouting(),
                up,
                NOW - Duration.ofSeconds(90).toNanos(),
                up ? OptionalInt.of(3) : OptionalInt.empty(),
                3,
                Admission.ENABLED,
                OptionalInt.empty(),
                List.of(new CheckStatus(
                        "TCP_CHECK " + word,
                        up ? Health.UP : Health.DOWN,
                        up ? "" : "connection refused",
                        OptionalLong.of(NOW - Duration.ofSeconds(4).toNanos()))));
    }

    @Override
    public CompletionStage<LvsListing> list() {
        RealServerStatus first = servers.getFirst().realServers().getFirst();
        return CompletableFuture.completedFuture(new LvsListing(
                servers,
                Map.of(),
                Map.of(first.id(), new Connections(12, 345)),
                Map.of(first.id(), new IpvsStatistics(500, 6000, 0, 700_000, 0)),
                Map.of("TCP_CHECK", new LvsListing.Tries(20, 3, 0, Duration.ofMillis(46))),
                NOW));
    }

    @Override
    public CompletionStage<Void> override(RealServerId server, OperatorCommand command, Optional<Duration> lasting) {
        wishes.add(command + " " + server.virtualServer() + " " + Endpoint.text(server.address(), server.port())
                + lasting.map(time -> " for " + time).orElse(""));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Integer> resetAll() {
        wishes.add("reset all");
        return CompletableFuture.completedFuture(2);
    }
}
