package holdfast.agent.status;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a status desk asks in tests: the process is {@link GivenStatus#agent}, and there are no scripts and no BFD sessions.
 *
 * @param loop is asked for what the VRRP loop says
 * @param notifications what became of them
 */
public record GivenSources(Supplier<CompletableFuture<VrrpStatus>> loop, NotificationStatus notifications)
        implements StatusDesk.Sources {
    @Override
    public CompletableFuture<VrrpStatus> vrrp() {
        return loop.get();
    }

    @Override
    public AgentStatus.Agent agent() {
        return GivenStatus.agent().agent();
    }

    @Override
    public List<TrackedScriptStatus> scripts() {
        return List.of();
    }

    @Override
    public List<BfdSessionStatus> bfdSessions() {
        return List.of();
    }
}
