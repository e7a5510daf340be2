package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.linux.IpvsRequest;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Does what follows from an event; on the LVS loop. */
final class EffectHands {
    private final IpvsAccess kernel;
    private final Outlets outlets;
    private final Checking checking;
    private final SyncConduct sync;

    EffectHands(IpvsAccess kernel, Outlets outlets, Checking checking, SyncConduct sync) {
        this.kernel = kernel;
        this.outlets = outlets;
        this.checking = checking;
        this.sync = sync;
    }

    /** The kernel first, in one go where nothing else comes in between: scripts find the table as it is to be. */
    void perform(List<BalancingEffect> effects, LvsPlan plan, Deque<BalancingEvent> consequences) {
        List<IpvsRequest> requests = new ArrayList<>();
        boolean read = false;
        for (BalancingEffect effect : effects) {
            switch (effect) {
                case BalancingEffect.Ipvs(IpvsRequest request) -> requests.add(request);
                case BalancingEffect.ReadTable _ -> read = true;
                case BalancingEffect.Log line -> Outlets.log(line);
                case BalancingEffect.Notify _, BalancingEffect.Fifo _, BalancingEffect.Mail _ -> {
                    // after the kernel
                }
                case BalancingEffect.TellConnections tell -> {
                    read |= ask(requests, consequences);
                    requests = new ArrayList<>();
                    sync.tell(tell, plan);
                }
                case BalancingEffect.SuspendChecks(String virtualServer) -> checking.suspend(virtualServer, true);
                case BalancingEffect.ResumeChecks(String virtualServer) -> checking.suspend(virtualServer, false);
            }
        }
        read |= ask(requests, consequences);
        effects.forEach(effect -> outlets.announce(effect, plan));
        if (read) {
            kernel.read().ifPresent(table -> consequences.add(new BalancingEvent.TableRead(table)));
        }
    }

    /** Tells whether it is not known what of it was done. */
    private boolean ask(List<IpvsRequest> requests, Deque<BalancingEvent> consequences) {
        if (requests.isEmpty()) {
            return false;
        }
        Optional<List<BalancingEvent.Refused>> refused = kernel.perform(requests);
        refused.ifPresent(consequences::addAll);
        return refused.isEmpty();
    }
}
