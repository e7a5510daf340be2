package holdfast.agent.plan;

import holdfast.track.TrackedFile;
import holdfast.track.TrackedProcess;
import holdfast.track.TrackedScript;
import holdfast.track.notify.FifoSettings;
import holdfast.track.notify.NotifyScripts;
import holdfast.vrrp.Effect;
import holdfast.vrrp.EngineConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a configuration asks of the agent.
 *
 * @param engine for the engine
 * @param routers addresses and interfaces of each virtual router, by its name
 * @param scripts tracked scripts that may be run
 * @param forbiddenScripts tracked scripts that must not be run, and why; they count as failed
 * @param files tracked files
 * @param processes tracked processes
 * @param notifyScripts scripts of instances and groups; those without any are absent
 * @param priorityChangesTold whose priority changes go to the FIFOs
 * @param fifos where notifications are written
 * @param alerts about what there is mail
 * @param pacing how fast addresses are announced
 * @param statics what belongs to no router
 */
public record AgentPlan(
        EngineConfiguration engine,
        Map<String, RouterPlan> routers,
        List<TrackedScript> scripts,
        Map<String, String> forbiddenScripts,
        List<TrackedFile> files,
        List<TrackedProcess> processes,
        Map<Effect.Subject, NotifyScripts> notifyScripts,
        Set<String> priorityChangesTold,
        List<FifoSettings> fifos,
        Alerts alerts,
        Pacing pacing,
        StaticPlan statics) {

    /**
     * About what there is mail.
     *
     * @param subjects instances and groups with {@code smtp_alert}
     * @param faults whether mail about a fault is wanted, too (not with {@code no_email_faults})
     */
    public record Alerts(Set<Effect.Subject> subjects, boolean faults) {
        /** Copies the set. */
        public Alerts {
            subjects = Set.copyOf(subjects);
        }
    }

    /**
     * How fast addresses are announced on one interface.
     *
     * @param garpInterval between two gratuitous ARP packets; zero: none
     * @param gnaInterval between two neighbour advertisements; zero: none
     */
    public record Pacing(Duration garpInterval, Duration gnaInterval) {}

    /** Copies the collections. */
    public AgentPlan {
        routers = Map.copyOf(routers);
        scripts = List.copyOf(scripts);
        forbiddenScripts = Map.copyOf(forbiddenScripts);
        files = List.copyOf(files);
        processes = List.copyOf(processes);
        notifyScripts = Map.copyOf(notifyScripts);
        priorityChangesTold = Set.copyOf(priorityChangesTold);
        fifos = List.copyOf(fifos);
    }

    /** The same with other router plans. */
    public AgentPlan withRouters(Map<String, RouterPlan> others) {
        return new AgentPlan(
                engine,
                others,
                scripts,
                forbiddenScripts,
                files,
                processes,
                notifyScripts,
                priorityChangesTold,
                fifos,
                alerts,
                pacing,
                statics);
    }

    /** The plan of a virtual router; empty for one that a reload has removed. */
    public Optional<RouterPlan> router(String name) {
        return Optional.ofNullable(routers.get(name));
    }

    /** The scripts of an instance or group. */
    public NotifyScripts notifyScripts(Effect.Subject subject) {
        return notifyScripts.getOrDefault(subject, NotifyScripts.NONE);
    }
}
