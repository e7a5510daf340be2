package holdfast.agent.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node with both services, in memory; keeps what was done to it. */
final class FakeNode implements Services, Changeover.Handover {
    final Set<String> active = new HashSet<>();
    final Map<String, Map<String, String>> states = new HashMap<>();
    final List<String> done = new ArrayList<>();
    boolean refusesStart;

    /** What a daemon says; an error while it does not run. */
    RunningDaemon daemon(String unit) {
        return () -> {
            if (!active.contains(unit)) {
                throw new MigrationException("no " + unit);
            }
            return states.getOrDefault(unit, Map.of());
        };
    }

    @Override
    public boolean isActive(String unit) {
        return active.contains(unit);
    }

    @Override
    public void start(String unit) throws MigrationException {
        done.add("start " + unit);
        if (refusesStart) {
            throw new MigrationException("start failed");
        }
        active.add(unit);
    }

    @Override
    public void stop(String unit) {
        done.add("stop " + unit);
        active.remove(unit);
    }

    @Override
    public void cutOff(String unit) {
        done.add("cut off " + unit);
        active.remove(unit);
    }

    @Override
    public void startsWithMachine(String unit, String insteadOf) {
        done.add("at boot " + unit);
    }

    @Override
    public long mainPid(String unit) {
        return 1;
    }

    @Override
    public void nextStartTakesOver(boolean does) {
        done.add(does ? "take over" : "no longer take over");
    }

    @Override
    public void leaveInPlace() {
        done.add("leave");
        active.remove(Changeover.HOLDFAST);
    }
}
