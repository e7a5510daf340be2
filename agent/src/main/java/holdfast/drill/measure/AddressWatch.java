package holdfast.drill.measure;

import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import holdfast.drill.lab.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Follows the addresses and links of one host through {@code ip monitor}: the kernel's word, not an agent's. */
final class AddressWatch implements AutoCloseable {
    private record Held(String interfaceName, InetAddress address) {}

    private final Host host;
    private final HostProcess monitor;
    private final Consumer<Fact> sink;
    private final Set<Held> held = new HashSet<>();
    private final Map<String, Boolean> running = new HashMap<>();

    private AddressWatch(Host host, HostProcess monitor, Consumer<Fact> sink) {
        this.host = host;
        this.monitor = monitor;
        this.sink = sink;
    }

    /** Starts following; what the host has at the moment is no fact, only changes are. */
    static AddressWatch start(Host host, Consumer<Fact> sink) {
        HostProcess monitor = host.pipe(
                host.directory().resolve("monitor.log"),
                List.of("env", "TZ=UTC", "ip", "-o", "-ts", "monitor", "address", "link"));
        AddressWatch watch = new AddressWatch(host, monitor, sink);
        for (String name : host.interfaces().keySet()) {
            watch.running.put(name, true);
        }
        Thread.ofPlatform().daemon().name("addresses of " + host).start(watch::read);
        return watch;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(monitor.output(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                MonitorLine.parse(line).ifPresent(this::take);
            }
        } catch (IOException e) {
            if (!monitor.awaitExit(1_000)) {
                throw new LabException("ip monitor on " + host + " broke off: " + e.getMessage(), e);
            }
        }
    }

    private void take(MonitorLine line) {
        Instant at = line.at();
        switch (line.content()) {
            case MonitorLine.Content.Address(InetAddress address, boolean present) -> {
                Held one = new Held(line.interfaceName(), address);
                if (present ? held.add(one) : held.remove(one)) {
                    sink.accept(new Fact.AddressChange(at, host.name(), line.interfaceName(), address, present));
                }
            }
            case MonitorLine.Content.Link(boolean runs) -> {
                Boolean before = running.put(line.interfaceName(), runs);
                if (before != null && before != runs) {
                    sink.accept(new Fact.LinkChange(at, host.name(), line.interfaceName(), runs));
                }
            }
        }
    }

    @Override
    public void close() {
        monitor.kill();
    }
}
