package holdfast.agent.lvs;

import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.check.FileCheck;
import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.RealServerId;
import holdfast.track.TrackedFile;
import holdfast.track.notify.NotifyScript;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a configuration asks of load balancing.
 *
 * @param pool for the virtual servers' reducer
 * @param checks those that are made on the checks' own loop
 * @param checkers whose they are
 * @param fileChecks those that follow a tracked file, by its name
 * @param bfdChecks those that follow a BFD session, by its name
 * @param files these files
 * @param scripts by the names that the pool has for them
 * @param syncInstance the VRRP instance whose state decides about the sync daemon
 */
public record LvsPlan(
        BalancingPlan pool,
        List<CheckDefinition> checks,
        Map<CheckId, CheckerId> checkers,
        Map<String, List<FileChecker>> fileChecks,
        Map<String, List<CheckerId>> bfdChecks,
        List<TrackedFile> files,
        Map<String, NotifyCall> scripts,
        Optional<String> syncInstance) {
    /** Copies the collections, but for the checkers, which can be many: whoever makes the plan changes them no more. */
    public LvsPlan {
        checks = List.copyOf(checks);
        checkers = Collections.unmodifiableMap(checkers);
        fileChecks = Map.copyOf(fileChecks);
        bfdChecks = Map.copyOf(bfdChecks);
        files = List.copyOf(files);
        scripts = Map.copyOf(scripts);
    }

    /** Whether there is nothing to do, so that not even the kernel is asked. */
    public boolean isIdle() {
        return pool.virtualServers().isEmpty() && pool.syncDaemon().isEmpty() && !pool.flushAtStart();
    }

    /**
     * A checker of a real server.
     *
     * @param server whose
     * @param checker its id there
     */
    public record CheckerId(RealServerId server, String checker) {}

    /**
     * A {@code FILE_CHECK}.
     *
     * @param checker which
     * @param check what the number in the file means
     */
    public record FileChecker(CheckerId checker, FileCheck check) {}

    /**
     * A script and what it belongs to.
     *
     * @param server whose calls are made one after the other
     * @param event in one word
     * @param script what to call
     */
    public record NotifyCall(String server, String event, NotifyScript script) {}
}
