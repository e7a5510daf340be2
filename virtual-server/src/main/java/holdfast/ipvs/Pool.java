package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A virtual server at work: its real servers, what of them is alive, and whether that is enough. */
final class Pool {
    private VirtualServer plan;
    private List<IpvsServiceKey> services;
    private Map<Endpoint, Member> members = new LinkedHashMap<>();
    private long liveWeight;
    private boolean quorumUp;
    private long since;
    private boolean suspended;
    private Member.Announced announced = Member.Announced.NOTHING;
    private Optional<String> trouble = Optional.empty();

    Pool(VirtualServer plan, List<IpvsServiceKey> services, long now) {
        this.plan = plan;
        this.services = services;
        this.since = now;
    }

    /** Goes on with a new configuration and these real servers; the quorum is not looked at yet. */
    void become(VirtualServer changed, List<IpvsServiceKey> itsServices, Map<Endpoint, Member> itsMembers) {
        plan = changed;
        services = itsServices;
        members = itsMembers;
        liveWeight = members.values().stream().mapToLong(Member::liveWeight).sum();
    }

    /** The live weight of a member was another. */
    void reweigh(long before, long after) {
        liveWeight += after - before;
    }

    /**
     * Looks whether enough weight is alive: gained at quorum + hysteresis, lost below quorum - hysteresis, and always lost when nothing is
     * alive.
     *
     * @return whether that changed
     */
    boolean watchQuorum(long now) {
        QuorumRule rule = plan.quorum();
        boolean up = quorumUp
                ? liveWeight > 0 && liveWeight >= rule.lostBelow()
                : liveWeight > 0 && liveWeight >= rule.gainedAt();
        if (up == quorumUp) {
            return false;
        }
        quorumUp = up;
        since = now;
        return true;
    }

    /** The table shows that the quorum was there, when nobody had looked yet. */
    void hadQuorum() {
        quorumUp = true;
    }

    /** Whether the sorry server stands in. */
    boolean sorry() {
        return plan.sorryServer().isPresent() && !quorumUp;
    }

    VirtualServer plan() {
        return plan;
    }

    /** The services of the plan that no other virtual server has. */
    List<IpvsServiceKey> services() {
        return services;
    }

    Collection<Member> members() {
        return members.values();
    }

    /** The member at this place, or null. */
    Member member(Endpoint endpoint) {
        return members.get(endpoint);
    }

    long liveWeight() {
        return liveWeight;
    }

    boolean quorumUp() {
        return quorumUp;
    }

    long since() {
        return since;
    }

    boolean suspended() {
        return suspended;
    }

    void suspended(boolean resting) {
        suspended = resting;
    }

    Member.Announced announced() {
        return announced;
    }

    void announced(Member.Announced told) {
        announced = told;
    }

    Optional<String> trouble() {
        return trouble;
    }

    void trouble(Optional<String> refused) {
        trouble = refused;
    }
}
