package holdfast.agent.loop;

import holdfast.vrrp.Effect;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** What the loop does not decide itself. Called on its thread; must be quick. */
public interface LoopListener {
    /** A HUP signal: read the configuration again. */
    void reloadRequested();

    /**
     * A TERM or INT signal.
     *
     * @param signal its number
     * @return whether to stop
     */
    boolean stopRequested(int signal);

    /**
     * An instance or group changed its state.
     *
     * @param transition what to tell
     * @param mailed whether to tell it by mail, too
     */
    void transitioned(Effect.NotifyTransition transition, boolean mailed);

    /** An address of this node came, or was extended, or went; whoever did it. */
    void addressChanged(InetAddress address, boolean present);

    /**
     * The loop has gone round once, which it does at least each second: it lives.
     *
     * @param now monotonic nanoseconds
     */
    void turned(long now);

    /**
     * A reload is about to give instances other names; their states stay.
     *
     * @param nowByFormer the new name by the former one
     */
    void renamed(Map<String, String> nowByFormer);

    /** Instances are being handed over, which takes so long at most; until their state changes they serve here. */
    void handingOver(Collection<String> instances, Duration patience);

    /** All instances are about to be let go of, when this returns; it may take so long. */
    void lettingGo(Duration patience);

    /** The node keeps out of elections from now on, or does so no longer. */
    void maintenanceChanged(boolean on);

    /** An instance that was handed over leaves its successor alone, or does so no longer. */
    void holdChanged(String instance, boolean held);

    /**
     * Another signal the daemon takes.
     *
     * @param signal its number
     */
    void otherSignal(int signal);
}
