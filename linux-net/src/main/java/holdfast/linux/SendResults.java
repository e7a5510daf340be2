package holdfast.linux;

import holdfast.linux.jna.LibC;

/** Turns the result of a send into an outcome without allocating in the good case. */
final class SendResults {
    private static final SendOutcome.Sent SENT = new SendOutcome.Sent();

    private SendResults() {}

    /** The outcome of a send call that returned {@code result}; to be called right after it. */
    static SendOutcome of(long result) {
        return result >= 0 ? SENT : new SendOutcome.Refused(Errno.of(LibC.lastError()));
    }
}
