package holdfast.check;

import java.time.Duration;
import java.util.function.Consumer;

/** Runs the programs of {@code MISC_CHECK}. The agent implements it with what runs its tracked scripts. */
public interface ProgramRunner {
    /**
     * Starts a program soon. Must not block.
     *
     * @param program what to run
     * @param timeLimit after that the program, with what it started, is told to end (TERM), and killed two seconds later
     * @param listener hears once how it went, on any thread; of {@link ProgramEnd.TimedOut} as soon as the limit has passed
     */
    Run start(CheckProgram program, Duration timeLimit, Consumer<ProgramEnd> listener);

    /** A program that was asked for. */
    interface Run {
        /** Kills the program with what it started, when its result is no longer wanted. No effect once it has ended. */
        void kill();
    }
}
