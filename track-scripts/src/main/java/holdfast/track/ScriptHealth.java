package holdfast.track;

/**
 * The health of a tracked script as its results come in. The first result counts at once; after that {@code fall}
 * failures in a row make a good script bad and {@code rise} successes in a row make a bad one good (keepalived.conf(5),
 * vrrp_script; observed on 2.2.7: also with {@code init_fail} one first success is enough).
 */
public sealed interface ScriptHealth {

    /** No result yet, nothing presumed. */
    record Unknown() implements ScriptHealth {}

    /** No result yet, presumed bad ({@code init_fail}). */
    record PresumedBad() implements ScriptHealth {}

    /**
     * Good.
     *
     * @param failures failures in a row since the last success
     */
    record Good(int failures) implements ScriptHealth {}

    /**
     * Bad.
     *
     * @param successes successes in a row since the last failure
     */
    record Bad(int successes) implements ScriptHealth {}

    /** Where a script starts. */
    static ScriptHealth initial(boolean initFail) {
        return initFail ? new PresumedBad() : new Unknown();
    }

    /** Where a script goes on that another process of this node has run before. */
    static ScriptHealth inherited(ScriptStatus status) {
        return switch (status) {
            case GOOD -> new Good(0);
            case BAD -> new Bad(0);
        };
    }

    /**
     * The health after one more result.
     *
     * @param success true if the run succeeded
     * @param rise successes in a row that make a bad script good, at least 1
     * @param fall failures in a row that make a good script bad, at least 1
     */
    default ScriptHealth after(boolean success, int rise, int fall) {
        return switch (this) {
            case Unknown _, PresumedBad _ -> success ? new Good(0) : new Bad(0);
            case Good(int failures) when !success -> failures + 1 >= fall ? new Bad(0) : new Good(failures + 1);
            case Bad(int successes) when success -> successes + 1 >= rise ? new Good(0) : new Bad(successes + 1);
            case Good _ -> new Good(0);
            case Bad _ -> new Bad(0);
        };
    }

    /** True once a result has been seen. */
    default boolean measured() {
        return switch (this) {
            case Unknown _, PresumedBad _ -> false;
            case Good _, Bad _ -> true;
        };
    }

    /** True while the script counts as good. */
    default boolean isGood() {
        return this instanceof Good;
    }
}
