package holdfast.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.loop.VrrpLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * For {@code holdfast migrate --back}: the daemon ends, and leaves its addresses and the IPVS table to another daemon of this node. Not for
 * members of the group, who may ask but not end.
 */
final class Departure implements ControlHandler {
    private final LoadBalancer balancer;
    private final VrrpLoop loop;

    Departure(LoadBalancer balancer, VrrpLoop loop) {
        this.balancer = balancer;
        this.loop = loop;
    }

    @Override
    public CompletionStage<? extends JsonNode> handle(JsonNode request) throws ControlRefusal {
        if (!request.path("user").asText().equals("root")) {
            throw new ControlRefusal(ErrorCode.NOT_ALLOWED, "only root may end the daemon");
        }
        balancer.leaveTable();
        loop.post(new LoopMessage.Stop(true));
        return CompletableFuture.completedFuture(
                JsonNodeFactory.instance.objectNode().put("leaving", true));
    }
}
