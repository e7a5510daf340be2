package holdfast.agent.log;

/**
 * One event on its way to the outputs, complete: nothing of it changes later.
 *
 * @param sequence grows with each event, so that the two queues can be merged again
 * @param epochMillis when it happened, wall clock
 * @param importance how it is treated on overload, and its syslog severity
 * @param text the message, with the stack trace of an unexpected failure after it; may have several lines
 * @param more how many of the same came in the last minute and were not written; 0: it stands for itself
 */
record LogLine(long sequence, long epochMillis, Importance importance, String text, int more) {
    LogLine(long sequence, long epochMillis, Importance importance, String text) {
        this(sequence, epochMillis, importance, text, 0);
    }

    /** The same for so many that were not written. */
    LogLine with(int unwritten) {
        return new LogLine(sequence, epochMillis, importance, text, unwritten);
    }

    /** Behind the text: {@code  (37 more in the last minute)}, or nothing. */
    String moreWords() {
        return more == 0 ? "" : " (" + more + " more in the last minute)";
    }

    /** The severities of RFC 5424, table 2, that the daemon uses. */
    enum Importance {
        ERROR(3),
        WARNING(4),
        INFORMATION(6),
        DETAIL(7);

        private final int severity;

        Importance(int severity) {
            this.severity = severity;
        }

        int severity() {
            return severity;
        }
    }
}
