package holdfast.agent.lvs;

import holdfast.check.CheckProgram;
import holdfast.check.ProgramEnd;
import holdfast.check.ProgramRunner;
import holdfast.track.notify.NotifyScript;
import holdfast.track.run.RunAs;
import holdfast.track.run.RunObserver;
import holdfast.track.run.RunningScript;
import holdfast.track.run.ScriptCall;
import holdfast.track.run.ScriptOutcome;
import holdfast.track.run.ScriptRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Runs the programs of {@code MISC_CHECK} as tracked scripts are run, under accounts that were looked up when the file was read. */
public final class CheckPrograms implements ProgramRunner {
    private final ScriptRunner runner;
    private final Map<CheckProgram, RunAs> accounts = new ConcurrentHashMap<>();

    CheckPrograms(ScriptRunner runner) {
        this.runner = runner;
    }

    /** A program that may be run; to be told again at each reload. */
    CheckProgram allow(NotifyScript script) {
        CheckProgram program = new CheckProgram(
                script.argv(),
                Optional.of(Long.toString(script.runAs().uid())),
                Optional.of(Long.toString(script.runAs().gid())));
        accounts.put(program, script.runAs());
        return program;
    }

    @Override
    public Run start(CheckProgram program, Duration timeLimit, Consumer<ProgramEnd> listener) {
        RunAs account = accounts.get(program);
        if (account == null) {
            listener.accept(new ProgramEnd.NotStarted("it may not be run"));
            return () -> {};
        }
        List<String> argv = program.argv();
        RunningScript running = runner.start(ScriptCall.limited(argv, account, timeLimit), new RunObserver() {
            @Override
            public void timedOut(ScriptOutcome.TimedOut outcome) {
                listener.accept(new ProgramEnd.TimedOut());
            }

            @Override
            public void ended(ScriptOutcome outcome) {
                listener.accept(
                        switch (outcome) {
                            case ScriptOutcome.Exited(int status, String _) -> new ProgramEnd.Exited(status);
                            case ScriptOutcome.Killed(int signal) -> new ProgramEnd.Killed(signal);
                            case ScriptOutcome.TimedOut _ -> new ProgramEnd.TimedOut();
                            case ScriptOutcome.NotStarted(String reason) -> new ProgramEnd.NotStarted(reason);
                        });
            }
        });
        return running::kill;
    }
}
