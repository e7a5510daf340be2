package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiscCheckTest {
    private static final CheckProgram PROGRAM =
            new CheckProgram(List.of("/usr/bin/check", "-v"), Optional.empty(), Optional.empty());
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Reports reports = new Reports();
    private final CheckLoop loop = new CheckLoop(reports, new Random(1));

    @AfterEach
    void close() {
        loop.close();
    }

    private static Verdict exited(int status, boolean dynamic) {
        return MiscCheck.verdict(new ProgramEnd.Exited(status), dynamic);
    }

    /** keepalived.conf(5), and seen with 2.2.7: without misc_dynamic every status but 0 is a failure. */
    @Test
    void onlyZeroIsGood() {
        assertEquals(new Verdict.Passed("exited with status 0"), exited(0, false));
        for (int status : new int[] {1, 2, 12, 255}) {
            assertEquals(new Verdict.Failed("exited with status " + status), exited(status, false));
        }
    }

    /** keepalived.conf(5): "exit status of 10 ... two less than the exit status"; 2.2.7 made 10 of 12. */
    @Test
    void withMiscDynamicTheStatusIsTheWeight() {
        assertEquals(new Verdict.Passed("exited with status 0"), exited(0, true));
        assertEquals(new Verdict.Failed("exited with status 1"), exited(1, true));
        assertEquals(new Verdict.Passed("exited with status 2", OptionalInt.of(0)), exited(2, true));
        assertEquals(new Verdict.Passed("exited with status 12", OptionalInt.of(10)), exited(12, true));
        assertEquals(new Verdict.Passed("exited with status 255", OptionalInt.of(253)), exited(255, true));
    }

    @Test
    void otherEndsAreNoStatuses() {
        assertEquals(new Verdict.Failed("ended by signal 11"), MiscCheck.verdict(new ProgramEnd.Killed(11), true));
        assertEquals(new Verdict.Failed("timed out"), MiscCheck.verdict(new ProgramEnd.TimedOut(), true));
        assertInstanceOf(Verdict.Undecided.class, MiscCheck.verdict(new ProgramEnd.NotStarted("no process"), true));
    }

    /** A runner that ends programs when the test says so. */
    private static final class PatientRunner implements ProgramRunner {
        private final CompletableFuture<Consumer<ProgramEnd>> started = new CompletableFuture<>();
        private final CountDownLatch killed = new CountDownLatch(1);

        @Override
        public Run start(CheckProgram program, Duration timeLimit, Consumer<ProgramEnd> listener) {
            assertEquals(PROGRAM, program);
            assertEquals(LIMIT, timeLimit);
            started.complete(listener);
            return killed::countDown;
        }

        private void end(ProgramEnd end) throws Exception {
            started.get(10, TimeUnit.SECONDS).accept(end);
        }
    }

    @Test
    void theProgramsEndIsTheVerdict() throws Exception {
        PatientRunner runner = new PatientRunner();
        loop.add(Given.once(0, new MiscCheck(PROGRAM, LIMIT, true, runner)));
        runner.end(new ProgramEnd.Exited(7));
        CheckReport report = reports.next();
        assertEquals(new Verdict.Passed("exited with status 7", OptionalInt.of(5)), report.verdict());
        assertEquals(CheckStatus.UP, report.status());
    }

    @Test
    void aProgramNobodyWaitsForIsKilled() throws Exception {
        PatientRunner runner = new PatientRunner();
        loop.add(Given.once(0, new MiscCheck(PROGRAM, LIMIT, false, runner)));
        runner.started.get(10, TimeUnit.SECONDS);
        loop.remove(Given.id(0));
        assertEquals(true, runner.killed.await(10, TimeUnit.SECONDS));
        runner.end(new ProgramEnd.Killed(9)); // comes late, and is nobody's
        loop.add(Given.once(1, new MiscCheck(PROGRAM, LIMIT, false, new AtOnce())));
        assertEquals(Given.id(1), reports.next().id());
    }

    private record AtOnce() implements ProgramRunner {
        @Override
        public Run start(CheckProgram program, Duration timeLimit, Consumer<ProgramEnd> listener) {
            listener.accept(new ProgramEnd.Exited(0));
            return () -> {};
        }
    }
}
