package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All pools, and what outlives a configuration: what operators want, and which addresses this node holds. */
final class ServerPools {
    private BalancingPlan plan;
    private Map<String, Pool> pools = new LinkedHashMap<>();
    private Map<IpvsServiceKey, Pool> owners = new HashMap<>();
    private final Map<RealServerId, Wish> wishes = new HashMap<>();
    private final Set<InetAddress> addresses = new HashSet<>();

    ServerPools(BalancingPlan plan) {
        this.plan = plan;
    }

    BalancingPlan plan() {
        return plan;
    }

    void plan(BalancingPlan other) {
        plan = other;
    }

    Map<String, Pool> byId() {
        return pools;
    }

    /** These are the pools now, in the order of the file. */
    void become(Map<String, Pool> others) {
        pools = others;
        owners = new HashMap<>();
        pools.values().forEach(pool -> pool.services().forEach(key -> owners.put(key, pool)));
    }

    /** The pool with this service, or null. */
    Pool owner(IpvsServiceKey key) {
        return owners.get(key);
    }

    Wish wish(RealServerId id) {
        return wishes.getOrDefault(id, Wish.NONE);
    }

    void wish(RealServerId id, Wish wish) {
        if (wish.equals(Wish.NONE)) {
            wishes.remove(id);
        } else {
            wishes.put(id, wish);
        }
    }

    Set<InetAddress> addresses() {
        return addresses;
    }

    /** A real server that is new in its virtual server. */
    Member member(VirtualServer server, RealServer real, long now) {
        RealServerId id = new RealServerId(server.id(), real.address(), real.port());
        String name = ServerNames.realServer(real.address(), server.protocol(), real.port());
        return new Member(id, name, real, wish(id), now);
    }
}
