package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Effect.Subject;
import holdfast.vrrp.RouterState.Active;
import holdfast.vrrp.RouterState.Backup;
import holdfast.vrrp.RouterState.Fault;
import holdfast.vrrp.SilenceWatch.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who moves together (docs/keepalived-behaviours.md, item 29). A group is active when every member wants to be; when
 * one leaves Active, all do; one member's fault is every member's fault. A router that belongs to no group is the
 * only member of its own, nameless one.
 */
final class SyncGroupRule {
    private final Optional<SyncGroup> group;
    private final List<Router> members;
    private final NextDeadline deadline;
    private Optional<NotifiedState> announced = Optional.empty();

    private SyncGroupRule(Optional<SyncGroup> group, List<Router> members) {
        this.group = group;
        this.members = members;
        this.deadline = new NextDeadline(members);
    }

    static SyncGroupRule alone(Router router) {
        return new SyncGroupRule(Optional.empty(), List.of(router));
    }

    /** A group; its members are told. */
    static SyncGroupRule of(SyncGroup group, List<Router> members, Optional<NotifiedState> announced) {
        SyncGroupRule rule = new SyncGroupRule(Optional.of(group), List.copyOf(members));
        rule.announced = announced;
        members.forEach(member -> member.companions(rule));
        return rule;
    }

    /** Takes over what another rule of the same group has announced. */
    void resemble(SyncGroupRule other) {
        announced = other.announced;
    }

    List<Router> members() {
        return members;
    }

    boolean isAlone() {
        return members.size() == 1;
    }

    /** When the first of the members has something to do. */
    NextDeadline deadline() {
        return deadline;
    }

    Optional<NotifiedState> announced() {
        return announced;
    }

    /** What the group is called; empty for a router that is in none. */
    Optional<String> groupName() {
        return group.map(SyncGroup::name);
    }

    private String name() {
        return group.map(SyncGroup::name).orElse("");
    }

    /**
     * What counts for a member: the group's trackers and its own; of its own, those with a weight only if the group
     * says so.
     */
    List<Tracked> trackersOf(Router member) {
        List<Tracked> own = member.config().trackers();
        if (group.isEmpty()) {
            return own;
        }
        List<Tracked> all = new ArrayList<>(group.get().trackers());
        for (Tracked tracked : own) {
            if (tracked.weight() == 0 || group.get().membersTrackWeights()) {
                all.add(tracked);
            }
        }
        return all;
    }

    /** Adds the faults of the other members. */
    void faultsOfOthers(Router member, List<String> faults) {
        for (Router other : members) {
            if (other != member) {
                for (String fault : other.fitness().ownFaults()) {
                    faults.add("sync group " + name() + ", " + other.name() + ": " + fault);
                }
            }
        }
    }

    /** What any member waits for before it can start. */
    List<String> pending() {
        List<String> pending = new ArrayList<>();
        for (Router member : members) {
            pending.addAll(member.fitness().assess().pending());
        }
        return pending;
    }

    /** Whether all others are active or would be. */
    boolean othersReady(Router member) {
        for (Router other : members) {
            if (other != member && !isReady(other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReady(Router router) {
        return switch (router.state()) {
            case Active _ -> true;
            case Backup backup -> backup.watch().setBy() == Setting.EXPIRED;
            case RouterState.Initialize _, Fault _ -> false;
        };
    }

    /** All become active; the last one that was waited for first. */
    void takeOver(Router last, Cause cause, long now) {
        if (!isAlone()) {
            last.around().info("VRRP_Group(" + name() + ") Syncing instances to MASTER state");
        }
        last.becomeActive(cause, now);
        for (Router other : members) {
            if (!(other.state() instanceof Active)) {
                other.becomeActive(new Cause.Companion(name(), last.name()), now);
            }
        }
    }

    /**
     * One member is not active any more: no other may be. The others are healthy, so their priority 0 will be heard.
     */
    void leaveActive(Router first, long now) {
        for (int i = 0; i < members.size(); i++) {
            Router other = members.get(i);
            if (other != first && other.state() instanceof Active) {
                Cause cause = new Cause.Companion(name(), first.name());
                Parting parting = other.handOver().isUnderWay() ? Parting.SILENT : Parting.PRIORITY_ZERO;
                other.yieldActive(parting, OptionalLong.empty(), cause, now);
                if (!first.handOver().isHeld()) {
                    other.handOver().release();
                }
            }
        }
    }

    /** Why they cannot hand over now; empty when they can. */
    Optional<String> objectionToHandOver() {
        for (Router member : members) {
            String objection = objectionToHandOver(member);
            if (!objection.isEmpty()) {
                return Optional.of(member.name() + " " + objection);
            }
        }
        return Optional.empty();
    }

    private static String objectionToHandOver(Router router) {
        return switch (router.state()) {
            case RouterState.Initialize _ -> "has not started yet";
            case Fault fault -> "is in FAULT: " + String.join(", ", fault.reasons());
            case Backup _ ->
                "is not MASTER"
                        + router.activeRouter()
                                .map(active -> "; " + active.getHostAddress() + " is")
                                .orElse("");
            case Active _ ->
                router.config().isOwner()
                        ? "is the address owner (priority 255), which takes over again at once; give it a lower priority"
                        : router.handOver().isUnderWay() ? "is handing over already" : "";
        };
    }

    long handOverPatience() {
        long patience = 0;
        for (Router member : members) {
            patience = Math.max(patience, member.handOver().patienceNanos());
        }
        return patience;
    }

    /** All say priority 0 before anything else. They wait together, for the successor takes over together. */
    void beginHandOver(String because, long now) {
        long patience = handOverPatience();
        for (Router member : members) {
            if (member.state() instanceof Active active) {
                member.handOver().begin(active, because, patience, now);
            }
        }
    }

    /** Nobody has taken over. */
    void takeBack(long now) {
        members.forEach(member -> member.activeRole().takeBack(now));
    }

    /** Why there is nothing to take back; empty when there is. */
    Optional<String> objectionToTakingBack() {
        for (Router member : members) {
            if (member.handOver().isHeld()) {
                return Optional.empty();
            }
        }
        Router first = members.getFirst();
        return Optional.of(first.name() + " is " + first.state().keepalivedName() + " and has not been handed over");
    }

    /** The normal election goes on for all of them. */
    void releaseHolds() {
        members.forEach(member -> member.handOver().release());
    }

    /** The hold ends. Where all are better than who is heard, they need not wait until their timers run out. */
    void endHold(long now) {
        releaseHolds();
        Optional<Cause> better = Optional.empty();
        for (Router member : members) {
            better = member.backupRole().outranksActive();
            if (better.isEmpty()) {
                return;
            }
        }
        members.forEach(member -> member.backupRole().preemptsActive(now));
        better.ifPresent(cause -> takeOver(members.getLast(), cause, now));
    }

    /** One member heard that the active router lets go. */
    void heardPriorityZero(Router first, long now) {
        for (Router other : members) {
            if (other != first && other.state() instanceof Backup backup) {
                other.backupRole().siblingHeardPriorityZero(backup, now);
            }
        }
    }

    /**
     * One member answered a rival: the others' addresses may have been announced by it too
     * (docs/keepalived-behaviours.md, item 9).
     */
    void announceAgainstRival(Router first, long now) {
        for (Router other : members) {
            if (other != first) {
                other.announceAgainstRival(now);
            }
        }
    }

    /** Notifies about the group when all its members have come to a new common state. */
    void announce(Surroundings around) {
        if (group.isEmpty()) {
            return;
        }
        commonState().filter(state -> !announced.equals(Optional.of(state))).ifPresent(state -> {
            if (state != NotifiedState.MASTER) {
                around.info("VRRP_Group(" + name() + ") Syncing instances to " + state + " state");
            }
            tell(around, state, new Cause.Members(state));
        });
    }

    /** Notifies about the group's end. */
    void announceEnd(Surroundings around, NotifiedState state, Cause cause) {
        if (group.isPresent()) {
            tell(around, state, cause);
        }
    }

    private void tell(Surroundings around, NotifiedState state, Cause cause) {
        String former = announced.map(NotifiedState::name).orElse("INIT");
        announced = Optional.of(state);
        // A group has no priority; keepalived passes 0 to its scripts.
        around.emit(new Effect.NotifyTransition(new Subject(Subject.Kind.GROUP, name()), former, state, 0, cause));
    }

    private Optional<NotifiedState> commonState() {
        if (members.stream().anyMatch(member -> member.state() instanceof Fault)) {
            return Optional.of(NotifiedState.FAULT);
        }
        if (members.stream().allMatch(member -> member.state() instanceof Active)) {
            return Optional.of(NotifiedState.MASTER);
        }
        return members.stream().allMatch(member -> member.state() instanceof Backup)
                ? Optional.of(NotifiedState.BACKUP)
                : Optional.empty();
    }
}
