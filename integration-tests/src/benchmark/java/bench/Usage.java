package bench;

import holdfast.drill.lab.AgentProcess;
import java.time.Duration;
import java.util.List;

/** What a running agent uses from the moment this is made. */
final class Usage {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration SECOND_ANNOUNCEMENT = Duration.ofSeconds(6);

    private final AgentProcess agent;
    private final long pid;
    private final long since = System.nanoTime();
    private final long cpuBefore;
    private final long sentBefore;

    Usage(AgentProcess agent) {
        this.agent = agent;
        this.pid = agent.running().pid();
        this.sentBefore = packets();
        this.cpuBefore = Cost.cpuNanos(pid);
    }

    private long packets() {
        return Cost.packetsSent(
                agent.host().run(List.of("cat", "/proc/net/dev")).lines().toList());
    }

    double cores() {
        return (Cost.cpuNanos(pid) - cpuBefore) / (double) (System.nanoTime() - since);
    }

    /** Packets sent a second; besides adverts there is hardly anything. */
    double packetsSentASecond() {
        return (packets() - sentBefore) * 1e9 / (System.nanoTime() - since);
    }

    /** Returns when an agent sends so many packets a second, and has announced its addresses for the second time, five seconds later. */
    static void awaitMaster(AgentProcess agent, double packetsASecond) throws InterruptedException {
        long patience = System.nanoTime() + Contender.PATIENCE.toNanos();
        double sent;
        do {
            Usage before = new Usage(agent);
            Thread.sleep(LOOK);
            sent = before.packetsSentASecond();
        } while (sent < packetsASecond * 0.9 - 0.5 && System.nanoTime() - patience < 0);
        Thread.sleep(SECOND_ANNOUNCEMENT);
    }

    /** A figure of an agent that did something else than it was to do is none. */
    void requireSent(double packetsASecond) {
        double sent = packetsSentASecond();
        if (sent < packetsASecond * 0.9 - 0.5 || sent > packetsASecond * 1.2 + 1) {
            throw new IllegalStateException(agent.host() + " sent " + sent + " packets a second instead of "
                    + packetsASecond + "; its log: " + agent.log());
        }
    }
}
