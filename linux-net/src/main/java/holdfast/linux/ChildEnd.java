package holdfast.linux;

/** How a child process ended. */
public sealed interface ChildEnd {
    /**
     * By itself (exit(3)).
     *
     * @param status exit status, 0 to 255
     */
    record Exited(int status) implements ChildEnd {}

    /**
     * By a signal.
     *
     * @param signal its number, 1 to 64
     */
    record Killed(int signal) implements ChildEnd {}

    /**
     * What waitid(2) says about a child that has ended.
     *
     * @param code {@code si_code}: whether it exited, was killed, or was killed and left a core file
     * @param status {@code si_status}: the exit status or the signal
     * @throws IllegalArgumentException the code is that of a child that stopped or went on
     */
    static ChildEnd of(int code, int status) {
        return switch (code) { // CLD_EXITED, CLD_KILLED and CLD_DUMPED of asm-generic/siginfo.h
            case 1 -> new Exited(status);
            case 2, 3 -> new Killed(status);
            default -> throw new IllegalArgumentException("a child with code " + code + " has not ended");
        };
    }
}
