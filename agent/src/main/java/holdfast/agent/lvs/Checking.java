package holdfast.agent.lvs;

import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.check.CheckListener;
import holdfast.check.CheckLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The checks of a plan on their own loop, and which of them rest. The loop's thread exists from the first check on. */
final class Checking implements AutoCloseable {
    private final CheckListener listener;
    private final Set<InetAddress> ownAddresses = ConcurrentHashMap.newKeySet();
    private volatile Optional<CheckLoop> loop = Optional.empty();
    private Map<CheckId, LvsPlan.CheckerId> checkers = Map.of();
    private final Set<String> suspended = new HashSet<>();
    private boolean cutOff;

    Checking(CheckListener listener) {
        this.listener = listener;
    }

    /** Makes exactly the checks of this plan; those that stay go on undisturbed. */
    void update(LvsPlan plan) {
        checkers = plan.checkers();
        if (!suspended.isEmpty()) {
            suspended.retainAll(checkers.values().stream()
                    .map(checker -> checker.server().virtualServer())
                    .collect(Collectors.toSet()));
        }
        Collection<CheckDefinition> checks = plan.checks();
        if (loop.isEmpty() && !checks.isEmpty()) {
            loop = Optional.of(new CheckLoop(listener, new Random()));
        }
        loop.ifPresent(running -> {
            running.replaceAll(checks);
            running.suspend(resting());
        });
    }

    /** {@code ha_suspend}: the checks of a virtual server rest, or go on. */
    void suspend(String virtualServer, boolean rest) {
        if (rest ? suspended.add(virtualServer) : suspended.remove(virtualServer)) {
            apply(checks(virtualServer::equals));
        }
    }

    /** While this node has no network all checks rest: their failures would say nothing about the servers. */
    void cutOff(boolean now) {
        if (cutOff != now) {
            cutOff = now;
            apply(checkers.keySet());
        }
    }

    /** An address of this node came, was extended, or went. Any thread. */
    void addressChanged(InetAddress address, boolean present) {
        if (!present) {
            ownAddresses.remove(address);
        }
        if (!present || ownAddresses.add(address)) {
            loop.ifPresent(CheckLoop::startOver);
        }
    }

    private void apply(Collection<CheckId> changed) {
        loop.ifPresent(running -> {
            Set<CheckId> resting = Set.copyOf(resting());
            running.suspend(changed.stream().filter(resting::contains).toList());
            running.resume(
                    changed.stream().filter(check -> !resting.contains(check)).toList());
        });
    }

    private Collection<CheckId> resting() {
        if (cutOff) {
            return checkers.keySet();
        }
        return suspended.isEmpty() ? List.of() : checks(suspended::contains);
    }

    private List<CheckId> checks(Predicate<String> virtualServer) {
        List<CheckId> found = new ArrayList<>();
        checkers.forEach((check, checker) -> {
            if (virtualServer.test(checker.server().virtualServer())) {
                found.add(check);
            }
        });
        return found;
    }

    @Override
    public void close() {
        loop.ifPresent(CheckLoop::close);
    }
}
