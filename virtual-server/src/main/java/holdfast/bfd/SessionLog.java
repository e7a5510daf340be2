package holdfast.bfd;

import holdfast.bfd.BfdEffect.Log;
import java.util.List;

/** The lines keepalived writes about a session (captured from 2.2.7). */
final class SessionLog {
    private final String name;
    private final List<BfdEffect> effects;

    SessionLog(String name, List<BfdEffect> effects) {
        this.name = name;
        this.effects = effects;
    }

    void entering(BfdState state, Diagnostic local, Diagnostic remote) {
        switch (state) {
            case INIT -> detail("(" + name + ") Entering Init state"); // keepalived is silent about it
            case UP -> line("(" + name + ") Entering Up state");
            case DOWN, ADMIN_DOWN ->
                line("(" + name + ") Entering " + state.word() + " state (Local diagnostic - " + local.words()
                        + ", Remote diagnostic - " + remote.words() + ")");
        }
    }

    void expired(long detectionMicros, long overdueNanos) {
        line("(" + name + ") Expired after " + detectionMicros / 1_000 + " ms (" + overdueNanos / 1_000
                + " usec overdue)");
    }

    void poll() {
        detail("(" + name + ") Starting poll sequence");
    }

    void parameters(Negotiation intervals, long detectionBefore) {
        String indent = " ".repeat(name.length() + 2);
        detail("(" + name + ") ---------------< Session parameters >--------------");
        detail(indent + "          min_tx  min_rx  tx_intv  mult  detect_time");
        detail(String.format(
                "%s local  %8d %7d %8d %5d %12d",
                indent,
                intervals.desiredMinTx(),
                intervals.requiredMinRx(),
                intervals.sendInterval(),
                intervals.multiplier(),
                intervals.remoteDetectionTime()));
        detail(String.format(
                "%s remote %8d %7d %8d %5d %12d",
                indent,
                intervals.remoteDesiredMinTx(),
                intervals.remoteRequiredMinRx(),
                intervals.remoteSendInterval(),
                intervals.remoteMultiplier(),
                intervals.detectionTime()));
        detail(indent + " Detection time is " + intervals.detectionTime() + " us (was " + detectionBefore + " us)");
    }

    private void line(String text) {
        effects.add(new Log(name, false, text));
    }

    private void detail(String text) {
        effects.add(new Log(name, true, text));
    }
}
