package holdfast.agent.lvs;

import holdfast.ipvs.BalancingPlan;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsServiceKey;
import java.util.List;
import java.util.Map;

/** Answers of real servers behind NAT: without the kernel's table they would go to the client with the wrong address. */
final class TranslatedAnswers {
    private TranslatedAnswers() {}

    /**
     * Whether some may be on their way.
     *
     * @param plan whose services end
     * @param counts what the kernel says, by service; also of sorry servers, and of real servers that get no new connections
     */
    static boolean areAwaited(BalancingPlan plan, Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts) {
        return plan.virtualServers().stream()
                .flatMap(server -> server.services().stream())
                .flatMap(service -> counts.getOrDefault(service, List.of()).stream())
                .filter(server -> server.destination().forwarding() instanceof IpvsForwarding.Masquerade)
                .anyMatch(server -> server.activeConnections() + server.inactiveConnections() > 0);
    }
}
