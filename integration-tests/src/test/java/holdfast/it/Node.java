package holdfast.it;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A host with an agent, and what its kernel says of it. */
final class Node {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final Host host;
    private final AgentProcess agent;
    private final InetAddress address;

    Node(Host host, AgentKind kind, InetAddress address) {
        this.host = host;
        this.agent = new AgentProcess(host, kind);
        this.address = address;
    }

    Host host() {
        return host;
    }

    AgentProcess agent() {
        return agent;
    }

    /** Its own IPv4 address. */
    InetAddress address() {
        return address;
    }

    String name() {
        return host.name();
    }

    boolean runsHoldfast() {
        return agent.kind() instanceof AgentKind.Holdfast;
    }

    /** Starts its agent in the foreground; returns when that was. */
    Instant start(RouterConf conf, String... options) {
        return agent.start(conf.text(), options);
    }

    /** Stops its agent in order and waits for its end; returns when it was told to. */
    Instant stop() {
        return agent.stop(STOP_PATIENCE);
    }

    /** Whether its kernel has an address, on any interface. */
    boolean holds(InetAddress wanted) {
        return !addressLine(wanted).isEmpty();
    }

    /** What {@code ip -o address} says of an address; empty text when the kernel does not have it. */
    String addressLine(InetAddress wanted) {
        return host.ip(List.of("-o", "address", "show", "to", wanted.getHostAddress()))
                .strip();
    }

    /** Removes an address by hand, as somebody else would. */
    void removeAddress(String withPrefix) {
        host.ip(List.of("address", "del", withPrefix, "dev", "eth0"));
    }

    /** Everything its agent has printed. */
    List<String> logLines() {
        try {
            return Files.exists(agent.log()) ? Files.readAllLines(agent.log()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its agent has printed a line with this text. */
    boolean hasLogged(String text) {
        return logLines().stream().anyMatch(line -> line.contains(text));
    }

    @Override
    public String toString() {
        return name() + " (" + agent.kind().label() + ")";
    }
}
