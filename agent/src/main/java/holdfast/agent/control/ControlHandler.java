package holdfast.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
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
}
