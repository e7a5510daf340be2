package holdfast.ipvs;

import holdfast.ipvs.CheckVerdict.WeightChange;
import holdfast.ipvs.RealServerStatus.CheckStatus;
import holdfast.ipvs.RealServerStatus.Health;
import java.util.OptionalLong;

/** What is known about one check of a real server. */
final class CheckState {
    private static final WeightChange NO_CHANGE = new WeightChange.None();

    private final String id;
    private final Checker.Kind kind;
    private boolean failed;
    private Health health = Health.UNKNOWN;
    private WeightChange weight = NO_CHANGE;
    private String reason;
    private OptionalLong last = OptionalLong.empty();

    private CheckState(Checker checker, boolean failed, String reason) {
        this.id = checker.id();
        this.kind = checker.kind();
        this.failed = failed;
        this.reason = reason;
    }

    /** One that counts as passed until it says otherwise. */
    static CheckState presumedUp(Checker checker) {
        return new CheckState(checker, false, "");
    }

    /** One that counts as failed until it says otherwise. */
    static CheckState presumedDown(Checker checker, String why) {
        return new CheckState(checker, true, why);
    }

    /**
     * Takes note of a verdict.
     *
     * @return whether it changed its mind, or has told it for the first time
     */
    boolean hear(CheckVerdict verdict, long now) {
        Health before = health;
        last = OptionalLong.of(now);
        switch (verdict) {
            case CheckVerdict.Passed passed -> {
                failed = false;
                health = Health.UP;
                weight = passed.weight();
            }
            case CheckVerdict.Failed failure -> {
                failed = true;
                health = Health.DOWN;
                reason = failure.reason();
            }
        }
        return health != before;
    }

    boolean failed() {
        return failed;
    }

    String id() {
        return id;
    }

    Checker.Kind kind() {
        return kind;
    }

    /** What it adds to the configured weight; that of its last success while it fails. */
    long addedTo(int configured) {
        return switch (weight) {
            case WeightChange.None _ -> 0;
            case WeightChange.To to -> (long) to.weight() - configured;
            case WeightChange.By by -> by.amount();
        };
    }

    CheckStatus status() {
        return new CheckStatus(id, health, reason, last);
    }
}
