package holdfast.agent.status;

/**
 * What became of notifications since the start of the daemon.
 *
 * @param callsDropped events whose notify scripts were not called: too many were waiting
 * @param fifoLinesDropped lines of notify FIFOs that nobody read
 * @param hookCallsDropped events the event hook was not called for: too many were waiting
 * @param mailsSent taken by the mail server
 * @param mailsGivenUp not taken by it
 * @param mailsDropped never tried: too many were waiting
 * @param mailsWaiting not sent yet
 */
public record NotificationStatus(
        long callsDropped,
        long fifoLinesDropped,
        long hookCallsDropped,
        long mailsSent,
        long mailsGivenUp,
        long mailsDropped,
        int mailsWaiting) {}
