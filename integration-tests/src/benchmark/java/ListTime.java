import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.ControlServer;
import holdfast.agent.lvs.operator.LvsControl;
import holdfast.agent.lvs.operator.LvsHandlers;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.Checker;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.QuorumRule;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.ServiceSettings;
import holdfast.ipvs.VirtualServer;
import holdfast.ipvs.VirtualServers;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How long a listing of many real servers takes: over the control socket, and with the program that prints it. The kernel's counts are not asked for. */
final class ListTime {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int REAL_SERVERS_EACH = 2;
    private static final QuorumRule QUORUM = new QuorumRule(1, 0, Optional.empty(), Optional.empty());

    private ListTime() {}

    private static InetAddress address(int net, int number) {
        return InetAddress.ofLiteral(net + "." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255));
    }

    private static VirtualServer virtualServer(int number) {
        List<RealServer> reals = new ArrayList<>();
        for (int i = 1; i <= REAL_SERVERS_EACH; i++) {
            reals.add(new RealServer(
                    address(20 + i, number),
                    8080,
                    3,
                    new IpvsForwarding.Masquerade(),
                    0,
                    0,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of(new Checker("TCP_CHECK", Checker.Kind.TCP, false))));
        }
        String name = "[" + address(10, number).getHostAddress() + "]:tcp:80";
        return new VirtualServer(
                name,
                name,
                Optional.of(IpvsProtocol.TCP),
                List.of(new IpvsServiceKey.Address(IpvsProtocol.TCP, address(10, number), 80)),
                new ServiceSettings("wrr", 0, Optional.empty()),
                QUORUM,
                Optional.empty(),
                false,
                Set.of(),
                false,
                reals);
    }

    /** Tells how virtual servers are as the daemon does, and does nothing else: the benchmark gives no orders. */
    private record Loop(VirtualServers servers) implements LvsControl {
        @Override
        public synchronized CompletionStage<LvsListing> list() {
            return CompletableFuture.completedFuture(
                    new LvsListing(servers.status(), Map.of(), Map.of(), Map.of(), Map.of(), System.nanoTime()));
        }

        @Override
        public CompletionStage<Void> override(RealServerId server, OperatorCommand command, Optional<Duration> lasting) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public CompletionStage<Integer> resetAll() {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }
    }

    /** As the command asks. */
    private static int ask(Path socket) throws ControlFailure {
        ControlClient client = new ControlClient(socket);
        ObjectNode request = ControlClient.request("lvs.list");
        int requests = 0;
        int next;
        do {
            JsonNode part = client.ask(request);
            next = part.path("next").asInt(0);
            request.put("from", next).set("listing", part.get("listing"));
            requests++;
        } while (next > 0);
        return requests;
    }

    /** Arguments: the launcher, how many runs (default 5), how many real servers (default 37,000). */
    public static void main(String... arguments) throws IOException, InterruptedException, ControlFailure {
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int realServers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 37_000;
        List<VirtualServer> plans = new ArrayList<>();
        for (int i = 0; i < realServers / REAL_SERVERS_EACH; i++) {
            plans.add(virtualServer(i));
        }
        var servers = new VirtualServers(new BalancingPlan(
                plans,
                new IpvsTimeouts(0, 0, 0),
                Optional.empty(),
                false,
                BalancingPlan.FlushAtStop.NONE,
                false,
                false));
        servers.on(new BalancingEvent.Started(KernelTable.EMPTY, Set.of()), 0);
        Path directory = Files.createTempDirectory("list-time");
        Path socket = directory.resolve("socket");
        LvsControl loop = new Loop(servers);
        try (var server = new ControlServer(socket, () -> LvsHandlers.of(() -> Optional.of(loop)))) {
            server.start();
            while (!Files.exists(socket)) {
                Thread.sleep(10);
            }
            for (int run = 0; run <= runs; run++) {
                long begin = System.nanoTime();
                int requests = ask(socket);
                long asked = System.nanoTime();
                int status = new ProcessBuilder(arguments[0], "lvs", "list", "--control", socket.toString())
                        .redirectOutput(directory.resolve("output").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
                long listed = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "%d real servers: %d requests in %.0f ms; 'lvs list' with status %d and %d lines in %.0f ms (load %s)%n",
                        realServers,
                        requests,
                        (asked - begin) / NANOS_PER_MILLI,
                        status,
                        Files.readAllLines(directory.resolve("output")).size(),
                        (listed - asked) / NANOS_PER_MILLI,
                        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
            }
        }
        Files.delete(directory.resolve("output"));
        Files.delete(directory);
    }
}
