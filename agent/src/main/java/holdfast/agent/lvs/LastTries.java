package holdfast.agent.lvs;

import holdfast.check.CheckId;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.RealServerStatus.CheckStatus;
import holdfast.ipvs.VirtualServerStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When each check was made last. The pool hears only of news; operators want to see that checks go on. Any thread. */
final class LastTries {
    private final Map<CheckId, Long> times = new ConcurrentHashMap<>();

    /** A try ended at this moment, monotonic nanoseconds. */
    void note(CheckId check, long now) {
        times.put(check, now);
    }

    /** Forgets checks that are no longer made. */
    void keepOnly(Set<CheckId> checks) {
        times.keySet().retainAll(checks);
    }

    /** The status with the times of the last tries, made by the checks of a plan. */
    List<VirtualServerStatus> into(List<VirtualServerStatus> status, LvsPlan plan) {
        Map<LvsPlan.CheckerId, Long> tried = new HashMap<>();
        times.forEach((check, time) -> {
            LvsPlan.CheckerId checker = plan.checkers().get(check);
            if (checker != null) {
                tried.put(checker, time);
            }
        });
        return status.stream()
                .map(virtual -> virtual.withRealServers(virtual.realServers().stream()
                        .map(real -> real.withChecks(checks(real, tried)))
                        .toList()))
                .toList();
    }

    private static List<CheckStatus> checks(RealServerStatus real, Map<LvsPlan.CheckerId, Long> tried) {
        return real.checks().stream()
                .map(check -> {
                    Long time = tried.get(new LvsPlan.CheckerId(real.id(), check.checker()));
                    return time == null
                            ? check
                            : new CheckStatus(check.checker(), check.health(), check.reason(), OptionalLong.of(time));
                })
                .toList();
    }
}
