package holdfast.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What answers one command of the control socket. */
@FunctionalInterface
public interface ControlHandler {
    /**
     * Answers a request. Called on the control thread; returns at once.
     *
     * @param request an object; its member {@code user} is the name of the user who asks, whatever the client wrote there
     * @return the answer; ends exceptionally with {@link ControlRefusal} to tell the client why not. What ends later than {@link
     *     ControlLimits#handling()} is not heard any more
     * @throws ControlRefusal to tell the client at once why not
     */
    CompletionStage<? extends JsonNode> handle(JsonNode request) throws ControlRefusal;

    /** How long it may take; empty: as long as most, {@link ControlLimits#handling()}. */
    default Optional<Duration> patience() {
        return Optional.empty();
    }

    /** The same handler, which may take longer. */
    default ControlHandler within(Duration time) {
        ControlHandler quick = this;
        return new ControlHandler() {
            @Override
            public CompletionStage<? extends JsonNode> handle(JsonNode request) throws ControlRefusal {
                return quick.handle(request);
            }

            @Override
            public Optional<Duration> patience() {
                return Optional.of(time);
            }
        };
    }
}
