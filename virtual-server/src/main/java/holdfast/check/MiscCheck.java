package holdfast.check;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * {@code MISC_CHECK}: a program ends with status 0; with {@code misc_dynamic} the statuses 2 to 255 are good, too, and give the
 * weight.
 *
 * @param program what to run
 * @param timeout {@code misc_timeout}: after that it has failed; above zero
 * @param dynamic {@code misc_dynamic}
 * @param runner runs it
 */
public record MiscCheck(CheckProgram program, Duration timeout, boolean dynamic, ProgramRunner runner)
        implements Check {
    /** How long after its limit a run is given up whose end nobody tells. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int WEIGHT_ZERO = 2;

    @Override
    public String keyword() {
        return "MISC_CHECK";
    }

    @Override
    public Probe begin(Attempt attempt) {
        attempt.limit(timeout.plus(GRACE));
        ProgramRunner.Run run =
                runner.start(program, timeout, end -> attempt.later(() -> attempt.end(verdict(end, dynamic))));
        return new Running(attempt, run);
    }

    /** What the end of the program says about the service (keepalived.conf(5), "misc_dynamic"). */
    static Verdict verdict(ProgramEnd end, boolean dynamic) {
        return switch (end) {
            case ProgramEnd.Exited(int status) -> {
                String words = "exited with status " + status;
                if (status == 0) {
                    yield new Verdict.Passed(words);
                }
                yield dynamic && status >= WEIGHT_ZERO
                        ? new Verdict.Passed(words, OptionalInt.of(status - WEIGHT_ZERO))
                        : new Verdict.Failed(words);
            }
            case ProgramEnd.Killed(int signal) -> new Verdict.Failed("ended by signal " + signal);
            case ProgramEnd.TimedOut _ -> new Verdict.Failed("timed out");
            case ProgramEnd.NotStarted(String reason) -> new Verdict.Undecided("could not be started: " + reason);
        };
    }

    private record Running(Attempt attempt, ProgramRunner.Run run) implements Probe {
        @Override
        public void ready(SelectionKey key) {
            throw new IllegalStateException("no channel is watched");
        }

        @Override
        public void timedOut() {
            attempt.end(new Verdict.Undecided("nobody knows what became of the program"));
        }

        @Override
        public void close() {
            run.kill();
        }
    }
}
