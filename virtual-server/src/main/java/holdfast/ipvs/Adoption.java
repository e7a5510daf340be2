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
                .filter(key -> PoolTable.sorryEndpoint(pool, key)
                                .flatMap(endpoint -> kernel.destination(key, endpoint))
                                .isPresent()
                        || pool.members().stream()
                                .anyMatch(member -> find(key, member).isPresent()))
                .findFirst();
    }

    /** How the checks of a member begin when its service has been kept before. */
    Function<Checker, CheckState> asLeft(IpvsServiceKey key, Member member) {
        Optional<IpvsDestination> left = find(key, member);
        if (left.isEmpty()) {
            return checker -> CheckState.presumedDown(checker, "not in the table found at start, and not checked yet");
        }
        boolean inhibited = left.get().weight() == 0
                && member.plan().inhibitOnFailure()
                && member.plan().weight() > 0;
        return inhibited
                ? checker ->
                        CheckState.presumedDown(checker, "inhibited in the table found at start, and not checked yet")
                : CheckState::presumedUp;
    }

    private Optional<IpvsDestination> find(IpvsServiceKey key, Member member) {
        return kernel.destination(key, PoolTable.endpoint(key, member));
    }
}
