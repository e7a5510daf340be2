package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first table: built from nothing, or what an agent that died has left brought to what is configured. */
final class Startup {
    private final ServerPools pools;
    private final KernelMirror kernel;
    private final PoolKeeper keeper;

    Startup(ServerPools pools, KernelMirror kernel, PoolKeeper keeper) {
        this.pools = pools;
        this.kernel = kernel;
        this.keeper = keeper;
    }

    /** Services that nobody configured are left alone, unless {@code lvs_flush} says otherwise. */
    void begin(KernelTable table, Effects out, long now) {
        kernel.read(table);
        if (pools.plan().flushAtStart() && !kernel.isEmpty()) {
            kernel.flush(out);
        }
        Roster roster = new Roster(pools.plan(), out);
        Map<String, Pool> all = new LinkedHashMap<>();
        for (VirtualServer server : roster.virtualServers()) {
            all.put(server.id(), pool(server, roster, out, now));
        }
        pools.become(all);
        for (Pool pool : all.values()) {
            keeper.begin(pool, pools.plan().initialNotifies(), out, now);
            Suspension.begin(pool, pools.addresses(), out);
        }
    }

    private Pool pool(VirtualServer server, Roster roster, Effects out, long now) {
        List<IpvsServiceKey> services = roster.services(server);
        Map<Endpoint, Member> members = new LinkedHashMap<>();
        roster.realServers(server, out)
                .forEach((endpoint, real) -> members.put(endpoint, pools.member(server, real, now)));
        Pool pool = new Pool(server, services, now);
        pool.become(server, services, members);
        adopt(pool, out);
        pool.become(server, services, members);
        return pool;
    }

    /** What the members weigh is counted anew afterwards. */
    private void adopt(Pool pool, Effects out) {
        Adoption adoption = new Adoption(kernel);
        Optional<IpvsServiceKey> trace = adoption.trace(pool);
        pool.members()
                .forEach(member -> member.begin(
                        trace.map(key -> adoption.asLeft(key, pool, member)).orElseGet(Adoption::unknown)));
        trace.ifPresent(key -> {
            out.info("VS " + pool.plan().name() + " is in the IPVS table already: going on with it");
            if (adoption.hadQuorum(key, pool)) {
                pool.hadQuorum();
            }
        });
    }
}
