package holdfast.ipvs;

import holdfast.ipvs.RealServerStatus.Admission;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A real server in its pool: what its checks say, what an operator wants, what it weighs. */
final class Member {
    private final RealServerId id;
    private final String name;
    private RealServer plan;
    private Map<String, CheckState> checks = new LinkedHashMap<>();
    private int failures;
    private Wish wish;
    private long since;
    private Announced announced = Announced.NOTHING;

    /** What the world was told about a server. */
    enum Announced {
        NOTHING,
        UP,
        DOWN
    }

    Member(RealServerId id, String name, RealServer plan, Wish wish, long now) {
        this.id = id;
        this.name = name;
        this.plan = plan;
        this.wish = wish;
        this.since = now;
    }

    /** Starts with these states of its checks. */
    void begin(Function<Checker, CheckState> initially) {
        checks = LinkedHashMap.newLinkedHashMap(plan.checkers().size());
        plan.checkers().forEach(checker -> checks.put(checker.id(), initially.apply(checker)));
        countFailures();
        announced = failures == 0 ? Announced.UP : Announced.NOTHING;
    }

    /**
     * Goes on with a new configuration. A check that is still there keeps its state; a new one says what the server was believed to be, for
     * a reload neither cuts off a living server nor brings a dead one back.
     */
    void reload(RealServer changed, long now) {
        boolean wasAlive = alive();
        Map<String, CheckState> before = checks;
        plan = changed;
        checks = LinkedHashMap.newLinkedHashMap(plan.checkers().size());
        for (Checker checker : plan.checkers()) {
            CheckState known = before.get(checker.id());
            checks.put(checker.id(), known != null ? known : unheardOf(checker, wasAlive));
        }
        countFailures();
        if (alive() != wasAlive) {
            since = now;
        }
    }

    private static CheckState unheardOf(Checker checker, boolean alive) {
        return alive
                ? CheckState.presumedUp(checker)
                : CheckState.presumedDown(checker, "not checked since the reload");
    }

    private void countFailures() {
        failures = (int) checks.values().stream().filter(CheckState::failed).count();
    }

    /** The check with this id, or null. */
    CheckState check(String checker) {
        return checks.get(checker);
    }

    /**
     * One of its checks has come to a verdict.
     *
     * @return whether the check changed its mind, or has told it for the first time
     */
    boolean hear(CheckState check, CheckVerdict verdict, long now) {
        boolean wasAlive = alive();
        boolean hadFailed = check.failed();
        boolean news = check.hear(verdict, now);
        if (check.failed() != hadFailed) {
            failures += check.failed() ? 1 : -1;
        }
        if (alive() != wasAlive) {
            since = now;
        }
        return news;
    }

    void want(Wish other) {
        wish = other;
    }

    Wish wish() {
        return wish;
    }

    boolean alive() {
        return failures == 0;
    }

    boolean draining() {
        return wish.admission() == Admission.DRAINED;
    }

    boolean disabled() {
        return wish.admission() == Admission.DISABLED;
    }

    /** The weight it would have if it were alive and admitted. */
    int weight() {
        if (wish.weight().isPresent()) {
            return wish.weight().getAsInt();
        }
        long sum = plan.weight();
        for (CheckState check : checks.values()) {
            sum += check.addedTo(plan.weight());
        }
        return Math.clamp(sum, 0, Integer.MAX_VALUE);
    }

    /** What it counts for the quorum. */
    long liveWeight() {
        return alive() && wish.admission() == Admission.ENABLED ? weight() : 0;
    }

    RealServerId id() {
        return id;
    }

    String name() {
        return name;
    }

    RealServer plan() {
        return plan;
    }

    long since() {
        return since;
    }

    Collection<CheckState> checks() {
        return checks.values();
    }

    Announced announced() {
        return announced;
    }

    void announced(Announced told) {
        announced = told;
    }
}
