package bench;

import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Observation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program with a lab of its own: two nodes on two networks, and everything seen of them where that is asked for. */
final class Contender implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab = Lab.open();
    private final Path execTime = lab.directory().resolve("exec-time");
    private final AgentProcess tested;
    private final AgentProcess rival;
    private final Optional<Observation> seen;

    private Contender(Program program, Program other, int rivalAddresses, boolean watched) throws IOException {
        List<Bridge> networks = List.of(lab.addNetwork(), lab.addNetwork());
        tested = new AgentProcess(host("tested", 1, 1, networks), program.kind(execTime));
        rival = new AgentProcess(
                host("rival", 100, rivalAddresses, networks), other.kind(lab.directory().resolve("rival-exec-time")));
        seen = watched ? Optional.of(Observation.begin(lab, List.of(tested.host(), rival.host()))) : Optional.empty();
    }

    /** The program alone and beside another, with everything it sends recorded. */
    static Contender watched(Program program, Program other) throws IOException {
        return new Contender(program, other, 1, true);
    }

    /** The program beside itself, unseen: recording would cost more than what is measured. */
    static Contender unwatched(Program program, int rivalAddresses) throws IOException {
        return new Contender(program, program, rivalAddresses, false);
    }

    private Host host(String name, int number, int addresses, List<Bridge> networks) {
        Host host = lab.addHost(name);
        for (int network = 0; network < networks.size(); network++) {
            List<Cidr> own = new ArrayList<>();
            for (int address = 0; address < addresses; address++) {
                own.add(Cidr.parse("192.0." + (2 + network) + "." + (number + address) + "/24"));
            }
            host.plug(networks.get(network), "eth" + network, own);
        }
        return host;
    }

    AgentProcess tested() {
        return tested;
    }

    AgentProcess rival() {
        return rival;
    }

    /** When the program under test became itself. */
    Instant execTime() throws IOException {
        BigDecimal seconds = new BigDecimal(Files.readString(execTime).strip());
        return Instant.ofEpochSecond(0, seconds.movePointRight(9).longValueExact());
    }

    Observation seen() {
        return seen.orElseThrow();
    }

    /** The first advert of an agent that is no farewell. */
    Fact.Advert firstAdvert(AgentProcess agent, Instant since) throws IOException {
        String host = agent.host().name();
        if (!seen().await(() -> !claims(agent, since).isEmpty(), PATIENCE)) {
            throw new IllegalStateException(host + " sends no advert; see its log:\n" + Files.readString(agent.log()));
        }
        return claims(agent, since).getFirst();
    }

    List<Fact.Advert> claims(AgentProcess agent, Instant since) {
        return seen().adverts(agent.host().name(), Conf.VRID, since).stream()
                .filter(advert -> !advert.isRelease())
                .toList();
    }

    /** Ends the agent in order; how long that took, in milliseconds. */
    static double stop(AgentProcess agent) {
        long before = System.nanoTime();
        agent.stop(PATIENCE);
        return (System.nanoTime() - before) / 1e6;
    }

    @Override
    public void close() {
        try (lab) {
            seen.ifPresent(Observation::close);
        }
    }
}
