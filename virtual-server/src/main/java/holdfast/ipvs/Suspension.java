package holdfast.ipvs;

import java.net.InetAddress;
import java.util.Collections;
import java.util.Set;

/** {@code ha_suspend}: checks rest while this node holds none of the addresses of a virtual server. */
final class Suspension {
    private Suspension() {}

    /** A pool begins: its checks run unless it is said otherwise. */
    static void begin(Pool pool, Set<InetAddress> held, Effects out) {
        if (rests(pool, held)) {
            suspend(pool, "Deactivating", out);
        }
    }

    /** Addresses or the configuration of a pool have changed. */
    static void follow(Pool pool, Set<InetAddress> held, Effects out) {
        boolean rests = rests(pool, held);
        if (rests == pool.suspended()) {
            return;
        }
        if (rests) {
            suspend(pool, "Suspending", out);
        } else {
            pool.suspended(false);
            log(pool, "Activating", out);
            out.add(new BalancingEffect.ResumeChecks(pool.plan().id()));
        }
    }

    private static boolean rests(Pool pool, Set<InetAddress> held) {
        Set<InetAddress> needed = pool.plan().suspendWithout();
        return !needed.isEmpty() && Collections.disjoint(needed, held);
    }

    private static void suspend(Pool pool, String word, Effects out) {
        pool.suspended(true);
        log(pool, word, out);
        out.add(new BalancingEffect.SuspendChecks(pool.plan().id()));
    }

    private static void log(Pool pool, String word, Effects out) {
        for (Member member : pool.members()) {
            if (!member.plan().checkers().isEmpty()) {
                out.info(word + " healthchecker for service " + member.name() + " for VS "
                        + pool.plan().name());
            }
        }
    }
}
