package holdfast.agent.status;

import java.time.Instant;
import java.util.List;

/**
 * The whole daemon at one moment.
 *
 * @param agent the process
 * @param vrrp its virtual routers
 * @param scripts tracked scripts, by name
 * @param bfdSessions in the order of the file
 * @param notifications what became of them
 */
public record AgentStatus(
        Agent agent,
        VrrpStatus vrrp,
        List<TrackedScriptStatus> scripts,
        List<BfdSessionStatus> bfdSessions,
        NotificationStatus notifications) {
    /** Copies the lists. */
    public AgentStatus {
        scripts = List.copyOf(scripts);
        bfdSessions = List.copyOf(bfdSessions);
    }

    /**
     * The process.
     *
     * @param version of Holdfast
     * @param pid its process id
     * @param startId names this run; events are numbered anew in the next
     * @param startedAt when it began
     * @param configurationFile what it reads
     * @param routerId {@code router_id}
     * @param reloads how many reloads have changed the configuration
     * @param lastEvent the number of the newest event
     */
    public record Agent(
            String version,
            long pid,
            String startId,
            Instant startedAt,
            String configurationFile,
            String routerId,
            long reloads,
            long lastEvent) {}
}
