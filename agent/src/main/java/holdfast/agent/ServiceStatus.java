package holdfast.agent;

import holdfast.agent.process.ServiceManager;
import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Effect.NotifyTransition;
import holdfast.vrrp.Effect.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The loop's side of the service manager: signs of life, and one line on how the virtual routers are doing. On the loop's thread. A storm of
 * transitions is one line, a moment later.
 */
final class ServiceStatus {
    private static final long BETWEEN_LINES_NANOS = Duration.ofMillis(250).toNanos();
    private static final int NAMES_SHOWN = 4;
    private static final List<NotifiedState> SHOWN =
            List.of(NotifiedState.MASTER, NotifiedState.BACKUP, NotifiedState.FAULT);

    private final ServiceManager manager;
    private final Map<String, NotifiedState> instances = new LinkedHashMap<>();
    private boolean maintenance;
    private boolean changed = true;
    private boolean said;
    private long saidAt;

    ServiceStatus(ServiceManager manager) {
        this.manager = manager;
    }

    /** An instance or group changed its state. */
    void transitioned(NotifyTransition transition) {
        if (transition.subject().kind() == Subject.Kind.INSTANCE) {
            if (transition.state() == NotifiedState.DELETED) {
                instances.remove(transition.subject().name());
            } else {
                instances.put(transition.subject().name(), transition.state());
            }
            changed = true;
        }
    }

    /** The node went into maintenance or came out of it. */
    void maintenanceChanged(boolean on) {
        maintenance = on;
        changed = true;
    }

    /**
     * The loop has gone round once.
     *
     * @param now monotonic nanoseconds
     */
    void turned(long now) {
        manager.alive(now);
        if (changed && (!said || now - saidAt >= BETWEEN_LINES_NANOS)) {
            changed = false;
            said = true;
            saidAt = now;
            manager.status(line());
        }
    }

    /** Such as {@code 1 MASTER (VI_1), 2 BACKUP (VI_2, VI_3)}. */
    private String line() {
        List<String> parts = new ArrayList<>();
        for (NotifiedState state : SHOWN) {
            List<String> names = instances.entrySet().stream()
                    .filter(one -> one.getValue() == state)
                    .map(Map.Entry::getKey)
                    .toList();
            if (!names.isEmpty()) {
                parts.add(names.size() + " " + state
                        + (names.size() <= NAMES_SHOWN ? " (" + String.join(", ", names) + ")" : ""));
            }
        }
        return (maintenance ? "In maintenance; " : "") + (parts.isEmpty() ? "Running" : String.join(", ", parts));
    }
}
