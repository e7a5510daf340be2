package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A new configuration, edited into the running one: what is the same is not touched, checks that are the same go on, and only what
 * differs becomes a request. The work grows with the number of real servers, not with its square.
 */
final class Reload {
    private final ServerPools pools;
    private final KernelMirror kernel;
    private final PoolKeeper keeper;
    private final boolean mirrorHolds;

    /** @param mirrorHolds whether the kernel has refused nothing so far: what is believed to be in its table is there */
    Reload(ServerPools pools, KernelMirror kernel, PoolKeeper keeper, boolean mirrorHolds) {
        this.pools = pools;
        this.kernel = kernel;
        this.keeper = keeper;
        this.mirrorHolds = mirrorHolds;
    }

    void to(BalancingPlan plan, Effects out, long now) {
        pools.plan(plan);
        Roster roster = new Roster(plan, out);
        Map<String, Pool> before = new LinkedHashMap<>(pools.byId());
        Map<String, Pool> after =
                LinkedHashMap.newLinkedHashMap(roster.virtualServers().size());
        roster.virtualServers().forEach(server -> after.put(server.id(), before.remove(server.id())));
        before.values().forEach(pool -> keeper.end(pool, roster::owns, out));
        for (VirtualServer server : roster.virtualServers()) {
            after.compute(
                    server.id(),
                    (_, pool) -> pool == null ? begin(server, roster, out, now) : goOn(pool, server, roster, out, now));
        }
        pools.become(after);
    }

    private Pool begin(VirtualServer server, Roster roster, Effects out, long now) {
        List<IpvsServiceKey> services = roster.services(server);
        Map<Endpoint, Member> members = new LinkedHashMap<>();
        roster.realServers(server, out).forEach((endpoint, real) -> {
            Member member = pools.member(server, real, now);
            member.begin(Adoption.unknown());
            members.put(endpoint, member);
        });
        Pool pool = new Pool(server, services, now);
        pool.become(server, services, members);
        keeper.begin(pool, pools.plan().initialNotifies(), out, now);
        Suspension.begin(pool, pools.addresses(), out);
        return pool;
    }

    private Pool goOn(Pool pool, VirtualServer server, Roster roster, Effects out, long now) {
        List<IpvsServiceKey> services = roster.services(server);
        if (isAsBefore(pool, server, services)) {
            return pool;
        }
        pool.services().stream().filter(key -> !roster.owns(key)).forEach(key -> kernel.remove(key, out));
        Map<Endpoint, RealServer> wanted = roster.realServers(server, out);
        for (Member member : List.copyOf(pool.members())) {
            if (!wanted.containsKey(Endpoint.of(member.id()))) {
                keeper.left(pool, member, out);
            }
        }
        Map<Endpoint, Member> members = LinkedHashMap.newLinkedHashMap(wanted.size());
        wanted.forEach((endpoint, real) -> {
            Member known = pool.member(endpoint);
            members.put(
                    endpoint,
                    known == null
                            ? keeper.joined(
                                    pool,
                                    newMember(server, real, now),
                                    pools.plan().initialNotifies(),
                                    out)
                            : keeper.changed(pool, known, real, out, now));
        });
        pool.become(server, services, members);
        keeper.reloaded(pool, out, now);
        Suspension.follow(pool, pools.addresses(), out);
        return pool;
    }

    /** Most are, and comparing is far less work than going through their servers. */
    private boolean isAsBefore(Pool pool, VirtualServer server, List<IpvsServiceKey> services) {
        return mirrorHolds
                && !pool.sorry()
                && pool.members().size() == server.realServers().size()
                && pool.services().equals(services)
                && pool.plan().equals(server)
                && services.stream().allMatch(kernel::has);
    }

    private Member newMember(VirtualServer server, RealServer real, long now) {
        Member member = pools.member(server, real, now);
        member.begin(Adoption.unknown());
        return member;
    }
}
