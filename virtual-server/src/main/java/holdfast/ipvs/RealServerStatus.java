package holdfast.ipvs;

import holdfast.linux.IpvsForwarding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A real server as {@code holdfast lvs list} shows it.
 *
 * @param id which
 * @param name as messages have it
 * @param forwarding how packets reach it
 * @param up whether all its checks pass
 * @param since when that changed last, in monotonic nanoseconds
 * @param weight what the kernel has; empty: it is not in the table
 * @param configuredWeight what the configuration says
 * @param admission whether an operator lets it have connections
 * @param operatorWeight the weight an operator has set
 * @param checks in the order of the file
 */
public record RealServerStatus(
        RealServerId id,
        String name,
        IpvsForwarding forwarding,
        boolean up,
        long since,
        OptionalInt weight,
        int configuredWeight,
        Admission admission,
        OptionalInt operatorWeight,
        List<CheckStatus> checks) {
    /** The same with other checks. */
    public RealServerStatus withChecks(List<CheckStatus> others) {
        return new RealServerStatus(
                id, name, forwarding, up, since, weight, configuredWeight, admission, operatorWeight, others);
    }

    /** The reasons why it is down, joined; empty when it is up. */
    public Optional<String> whyDown() {
        return up
                ? Optional.empty()
                : checks.stream()
                        .filter(check -> check.health() != Health.UP)
                        .map(check -> check.checker() + ": " + check.reason())
                        .reduce((first, second) -> first + "; " + second);
    }

    /** What an operator allows. */
    public enum Admission {
        /** Everything. */
        ENABLED,
        /** No new connections. */
        DRAINED,
        /** None at all. */
        DISABLED
    }

    /** What is known about a check. */
    public enum Health {
        /** It has not come to a verdict yet. */
        UNKNOWN,
        /** It passed. */
        UP,
        /** It failed. */
        DOWN
    }

    /**
     * A check.
     *
     * @param checker {@link Checker#id()}
     * @param health what it says
     * @param reason of the last failure; empty when there was none
     * @param last when it came to its last verdict, in monotonic nanoseconds; empty: not yet
     */
    public record CheckStatus(String checker, Health health, String reason, OptionalLong last) {}
}
