package holdfast.agent.lvs.operator;

import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What operators may ask of the loop that drives IPVS. Any thread calls; calls return at once, and the stages end on the loop's thread,
 * exceptionally when the loop has stopped. Nothing is kept for a caller that has given up waiting.
 */
public interface LvsControl {
    /** How every virtual server is doing; ends with a refusal in words for people when this node cannot serve any (no IPVS). */
    CompletionStage<LvsListing> list();

    /**
     * Takes a real server in or out, or gives it another weight. The last wish counts; it outlives reloads.
     *
     * @param server a configured one
     * @param command what is wanted; {@link OperatorCommand.Reset} takes back what was
     * @param lasting how long it is to hold, more than zero; empty: until it is taken back
     * @return ends when the changes were handed to the kernel
     */
    CompletionStage<Void> override(RealServerId server, OperatorCommand command, Optional<Duration> lasting);

    /**
     * Takes everything back that operators have wanted, also of real servers that are not configured any more.
     *
     * @return of how many real servers
     */
    CompletionStage<Integer> resetAll();
}
