package holdfast.drill.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event of a scenario and what came of it: a row of the table.
 *
 * @param event what was done
 * @param masterBefore who was master, in words
 * @param masterAfter who was master at the end, in words
 * @param from when it was done
 * @param until when watching ended
 * @param takeover from the event until the new master had the address; empty when nobody took it
 * @param pings what the pinging client got
 * @param pages what the fetching client got
 * @param expectation how long it may take, and why
 * @param checks everything that was expected
 */
public record Episode(
        String event,
        String masterBefore,
        String masterAfter,
        Instant from,
        Instant until,
        Optional<Duration> takeover,
        Service pings,
        Service pages,
        Expectation expectation,
        List<Check> checks) {
    /** Copies the list. */
    public Episode {
        checks = List.copyOf(checks);
    }

    /**
     * Whether everything that was expected of our side held.
     *
     * @return false when at least one check failed
     */
    public boolean passed() {
        return checks.stream().noneMatch(check -> check.outcome() == Check.Outcome.FAILED);
    }

    /**
     * Why the verdict is what it is, in one line.
     *
     * @return the first failure, else the first finding, else that everything held
     */
    public String reason() {
        return worst(Check.Outcome.FAILED)
                .or(() -> worst(Check.Outcome.FINDING))
                .orElse(checks.size() + " of " + checks.size() + " checks held");
    }

    private Optional<String> worst(Check.Outcome outcome) {
        return checks.stream()
                .filter(check -> check.outcome() == outcome)
                .map(check -> check.subject() + ": " + check.measured() + ", expected " + check.expected())
                .findFirst();
    }
}
