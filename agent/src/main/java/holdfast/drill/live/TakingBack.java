package holdfast.drill.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings back what a drill has given away, at whatever moment the drill was broken off. While a hand-over is under way there is nothing to
 * take back yet, and a moment later there is: so it asks until it was done, or is not needed.
 */
final class TakingBack {
    /** Longer than a hand-over takes, and than the election after it. */
    private static final int MOST_LOOKS = 100;

    private final Daemon daemon;
    private final Pause pause;
    private final LivePlan plan;

    /** The daemon of this node. */
    @FunctionalInterface
    interface Daemon {
        /** Its answer. */
        JsonNode ask(ObjectNode request) throws ControlFailure;
    }

    /** Between two looks, 0.1 s. */
    @FunctionalInterface
    interface Pause {
        /** Waits. */
        void await() throws InterruptedException;
    }

    TakingBack(Daemon daemon, Pause pause, LivePlan plan) {
        this.daemon = daemon;
        this.pause = pause;
        this.plan = plan;
    }

    /** Waits until everything is as it was. Returns in what state it is, for people. */
    String await() throws InterruptedException {
        try {
            boolean asked = false;
            for (int i = 0; i < MOST_LOOKS; i++) {
                boolean under = isUnderWay();
                if (!asked && !under) {
                    asked = ask() || others().isEmpty();
                }
                if (asked && !under && others().isEmpty()) {
                    return "broken off; everything is MASTER here as before";
                }
                pause.await();
            }
            return "broken off; not MASTER here: " + String.join(", ", others()) + ". Try: holdfast switchover --back "
                    + plan.name();
        } catch (ControlFailure e) {
            return "broken off, and not taken back: " + e.getMessage() + ". Try: holdfast switchover --back "
                    + plan.name();
        }
    }

    /** Whether it was handed over, and comes back. */
    private boolean ask() throws ControlFailure {
        try {
            daemon.ask(ControlClient.request("switchover.back").put("name", plan.name()));
            return true;
        } catch (ControlFailure e) {
            return switch (e.kind()) {
                case REFUSED -> false; // it has not been handed over
                case NO_DAEMON, UNKNOWN_COMMAND, NOT_ALLOWED -> throw e;
            };
        }
    }

    private boolean isUnderWay() throws ControlFailure {
        for (JsonNode instance : instances()) {
            if (instance.path("handingOver").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Those that are not MASTER. */
    private List<String> others() throws ControlFailure {
        List<String> others = new ArrayList<>();
        for (JsonNode instance : instances()) {
            if (!instance.path("state").asText().equals("MASTER")) {
                others.add(instance.path("instance").asText());
            }
        }
        return others;
    }

    private List<JsonNode> instances() throws ControlFailure {
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode instance : daemon.ask(ControlClient.request("status")).path("instances")) {
            if (plan.instances().contains(instance.path("instance").asText())) {
                ours.add(instance);
            }
        }
        return ours;
    }
}
