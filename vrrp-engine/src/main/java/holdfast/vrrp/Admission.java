package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.RouterState.Active;
import holdfast.vrrp.RouterState.Backup;
import holdfast.vrrp.RouterState.Fault;
import holdfast.vrrp.RouterState.Initialize;
import java.util.List;
import java.util.OptionalLong;

/**
 * Moves one virtual router into and out of the election as links, tracked things and companions allow, and sets its
 * priority.
 */
final class Admission {
    private final Router router;
    private boolean adopting;
    private boolean offered;
    private long offeredAt;

    Admission(Router router) {
        this.router = router;
    }

    /** It begins active: another daemon of this node is, and is about to end. */
    void adopt() {
        adopting = true;
    }

    /**
     * Looks at everything anew.
     *
     * @param cause what changed, for the log; empty when nothing in particular
     */
    void reconsider(String cause, long now) {
        router.fitness().refreshSource();
        adoptPriority(cause, now);
        List<String> faults = router.fitness().ownFaults();
        router.companions().faultsOfOthers(router, faults);
        switch (router.state()) {
            case Initialize _ -> beginIfPossible(faults, now);
            case Fault fault -> recoverIfPossible(fault, faults, now);
            case Backup _, Active _ -> {
                if (!faults.isEmpty()) {
                    fail(faults, now);
                }
            }
        }
    }

    private void beginIfPossible(List<String> faults, long now) {
        List<String> pending = router.companions().pending();
        if (!faults.isEmpty()) {
            fail(faults, now);
        } else if (pending.isEmpty()) {
            if (router.priority() != router.config().priority()) {
                router.around().info(router.tag() + "Setting effective priority to " + router.priority());
            }
            begin(new Cause.Started(), now);
        } else {
            router.refine(new Initialize(pending));
        }
    }

    private void recoverIfPossible(Fault fault, List<String> faults, long now) {
        faults.addAll(router.companions().pending());
        if (!faults.isEmpty()) {
            router.refine(new Fault(List.copyOf(faults)));
            return;
        }
        if (router.config().peering() instanceof Peering.Unicast) {
            String interfaceName = router.config().key().interfaceName();
            router.source()
                    .ifPresent(address ->
                            router.around().emit(new Effect.AnnounceSource(router.name(), interfaceName, address)));
        }
        begin(new Cause.Recovered(fault.reasons()), now);
    }

    /**
     * RFC 9568, 6.4.1: the owner is active at once (with its companions, if it has any), everyone else listens first; except for who takes
     * over from a daemon of this node that is active.
     */
    private void begin(Cause cause, long now) {
        BackupRole role = router.backupRole();
        role.reset();
        boolean atOnce = adopting || router.config().isOwner();
        Cause why = adopting ? new Cause.TakenOver() : new Cause.AddressOwner();
        adopting = false;
        if (atOnce && router.companions().isAlone()) {
            router.becomeActive(why, now);
            return;
        }
        Backup listening = new Backup(role.fullWatch(OptionalLong.empty(), now));
        router.enter(listening, NotifiedState.BACKUP, cause, now);
        if (atOnce) {
            role.wantActive(why, now);
        }
    }

    private void fail(List<String> faults, long now) {
        adopting = false;
        router.leaveActive(Parting.PRIORITY_ZERO);
        router.enter(new Fault(List.copyOf(faults)), NotifiedState.FAULT, new Cause.Faulty(faults), now);
    }

    /**
     * Takes the priority that the tracked things make; while active it shows in the next advertisement
     * (docs/keepalived-behaviours.md, item 27), which comes at once when it is less than before.
     */
    void adoptPriority(String cause, long now) {
        int wanted = router.fitness().assess().priority();
        int former = router.priority();
        if (wanted == former) {
            return;
        }
        router.priority(wanted);
        switch (router.state()) {
            case Initialize _, Fault _ -> {}
            case Backup backup -> {
                router.backupRole().rescale(backup, former, router.config(), now);
                tellPriority(former, wanted, NotifiedState.BACKUP, cause);
            }
            case Active active -> {
                tellPriority(former, wanted, NotifiedState.MASTER, cause);
                if (wanted < former) {
                    offer(active, now);
                }
            }
        }
    }

    /**
     * Two advertisements at once, by which a backup of this project that is better now knows that it need not wait for the whole
     * Active_Down_Interval. To others they are two of lower priority, which they ignore until their timer ends (RFC 9568, 6.4.2). Once an interval:
     * what is tracked may change as fast as somebody writes into a file.
     */
    private void offer(Active active, long now) {
        if (router.handOver().isUnderWay() || (offered && now - offeredAt < router.intervalNanos())) {
            return;
        }
        offered = true;
        offeredAt = now;
        router.advertise(active.nextAdvertAtNanos(), now);
        router.advertise(active.nextAdvertAtNanos(), now);
    }

    private void tellPriority(int former, int priority, NotifiedState known, String cause) {
        int change = priority - former;
        String why = cause.isEmpty() ? "" : " (" + cause + ": " + (change > 0 ? "+" : "") + change + ")";
        router.around().info(router.tag() + "Changing effective priority from " + former + " to " + priority + why);
        router.around().emit(new Effect.NotifyPriorityChanged(router.name(), known, former, priority, cause));
    }
}
