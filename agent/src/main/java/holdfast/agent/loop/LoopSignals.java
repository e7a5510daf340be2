package holdfast.agent.loop;

import holdfast.linux.LinuxException;
import holdfast.linux.Pollable;
import holdfast.linux.SignalFd;
import holdfast.linux.Signals;
import java.util.Set;

/** The signals of the daemon as the loop reads them. */
final class LoopSignals implements Pollable, AutoCloseable {
    /** All that the launcher blocks. Keepalived's JSON dump is RTMIN+2, its clearing of statistics RTMAX-1. */
    private static final Set<Integer> HANDLED = Set.of(
            Signals.HUP,
            Signals.INT,
            Signals.TERM,
            Signals.USR1,
            Signals.USR2,
            Signals.XCPU,
            Signals.RTMIN + 2,
            Signals.RTMAX - 1);

    private final SignalFd signals;
    private final LoopListener listener;

    private LoopSignals(SignalFd signals, LoopListener listener) {
        this.signals = signals;
        this.listener = listener;
    }

    /**
     * Takes them from now on.
     *
     * @param listener is told
     */
    static LoopSignals open(LoopListener listener) throws LinuxException {
        return new LoopSignals(SignalFd.open(HANDLED), listener);
    }

    /** Reads what has come; {@code stop} is what an orderly end needs. */
    void read(Runnable stop) {
        for (int signal = signals.next(); signal != 0; signal = signals.next()) {
            switch (signal) {
                case Signals.HUP -> listener.reloadRequested();
                case Signals.TERM, Signals.INT -> {
                    if (listener.stopRequested(signal)) {
                        stop.run();
                    }
                }
                default -> listener.otherSignal(signal);
            }
        }
    }

    @Override
    public int fd() {
        return signals.fd();
    }

    @Override
    public void close() {
        signals.close();
    }
}
