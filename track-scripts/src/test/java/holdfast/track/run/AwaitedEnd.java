package holdfast.track.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for the end of a run, of which there is one. */
final class AwaitedEnd implements RunObserver {
    private final CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();

    private AwaitedEnd() {}

    /** Starts a run. */
    static AwaitedEnd of(ScriptRunner runner, ScriptCall call) {
        var end = new AwaitedEnd();
        runner.start(call, end);
        return end;
    }

    ScriptOutcome await() throws Exception {
        return outcome.get(15, TimeUnit.SECONDS);
    }

    @Override
    public void timedOut(ScriptOutcome.TimedOut timedOut) {
        // ended() follows
    }

    @Override
    public void ended(ScriptOutcome ended) {
        assertTrue(outcome.complete(ended), "reported twice");
    }
}
