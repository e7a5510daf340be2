package holdfast.bfd;

/**
 * How a session is doing.
 *
 * @param name of the session
 * @param state ours
 * @param diagnostic why we last left Up
 * @param remoteState the neighbor's, as last heard
 * @param remoteDiagnostic the neighbor's reason
 * @param sendIntervalMicros how often we send, before jitter
 * @param detectionTimeMicros after how much silence the session is down; 0 before the neighbor was ever heard
 */
public record BfdStatus(
        String name,
        BfdState state,
        Diagnostic diagnostic,
        BfdState remoteState,
        Diagnostic remoteDiagnostic,
        long sendIntervalMicros,
        long detectionTimeMicros) {}
