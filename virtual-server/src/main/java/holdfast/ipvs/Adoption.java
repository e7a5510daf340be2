package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsServiceKey;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an agent that starts believes of real servers nobody has checked yet.
 *
 * <p>Where the table shows that an agent has kept this virtual server before (one of its services has one of its real servers, or its
 * sorry server), a real server that is not there, or has been inhibited, was down: it stays out until its checks pass. So a restart after
 * a crash leaves the table as it is.
 */
final class Adoption {
    private static final String NOT_CHECKED = "not checked yet";

    private final KernelMirror kernel;

    Adoption(KernelMirror kernel) {
        this.kernel = kernel;
    }

    /** How the checks of a member begin when nothing is known of it. */
    static Function<Checker, CheckState> unknown() {
        return checker ->
                checker.alpha() ? CheckState.presumedDown(checker, NOT_CHECKED) : CheckState.presumedUp(checker);
    }

    /** The service of a pool in which its real servers have been kept before. */
    Optional<IpvsServiceKey> trace(Pool pool) {
        return pool.services().stream()
                .filter(kernel::has)
                .filter(key -> PoolTable.standingIn(pool, key)
                                .flatMap(sorry -> kernel.destination(key, Endpoint.of(sorry)))
                                .isPresent()
                        || pool.members().stream()
                                .anyMatch(member -> find(key, member).isPresent()))
                .findFirst();
    }

    /** How the checks of a member begin when its service has been kept before. */
    Function<Checker, CheckState> asLeft(IpvsServiceKey key, Pool pool, Member member) {
        Optional<IpvsDestination> left = find(key, member);
        if (left.isEmpty() || (standsIn(key, pool, left.get()) && !hadQuorum(key, pool))) {
            return checker -> CheckState.presumedDown(checker, "not in the table found at start, and not checked yet");
        }
        return inhibited(key, pool, member, left.get())
                ? checker ->
                        CheckState.presumedDown(checker, "inhibited in the table found at start, and not checked yet")
                : CheckState::presumedUp;
    }

    /** Whether it has weight 0 because it, or the sorry server that it is as well, is inhibited. */
    private static boolean inhibited(IpvsServiceKey key, Pool pool, Member member, IpvsDestination left) {
        RealServer plan = member.plan();
        if (left.weight() > 0) {
            return false;
        }
        boolean isSorryServer = PoolTable.standingIn(pool, key)
                .filter(sorry -> sorry.withWeight(0).equals(left))
                .isPresent();
        if (isSorryServer && !left.forwarding().equals(plan.forwarding())) {
            return true;
        }
        return plan.weight() > 0 && !member.draining() && (plan.inhibitOnFailure() || isSorryServer);
    }

    /**
     * Whether the table shows that the quorum was there: a sorry server is configured, and real servers were serving instead of it. It may be
     * one of them.
     */
    boolean hadQuorum(IpvsServiceKey key, Pool pool) {
        return pool.plan().sorryServer().isPresent()
                && pool.members().stream()
                        .flatMap(member -> find(key, member).stream())
                        .anyMatch(left -> left.weight() > 0 && !standsIn(key, pool, left));
    }

    private static boolean standsIn(IpvsServiceKey key, Pool pool, IpvsDestination left) {
        return PoolTable.standingIn(pool, key).filter(left::equals).isPresent();
    }

    private Optional<IpvsDestination> find(IpvsServiceKey key, Member member) {
        return kernel.destination(key, PoolTable.endpoint(key, member));
    }
}
