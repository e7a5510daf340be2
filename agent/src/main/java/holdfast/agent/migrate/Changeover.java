package holdfast.agent.migrate;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Changes the daemon of this node while it serves. Until the new one is MASTER of everything the old one is MASTER of, the old one is not
 * touched; if it does not come to that, the new one is ended without a trace and everything is as before.
 */
final class Changeover {
    static final String KEEPALIVED = "keepalived";
    static final String HOLDFAST = "holdfast";

    private final Services services;
    private final RunningDaemon keepalived;
    private final RunningDaemon holdfast;
    private final Handover handover;
    private final Patience patience;
    private final Consumer<String> progress;

    /** What only Holdfast can do. */
    interface Handover {
        /** Its next start takes over what is in place; taken back with false. */
        void nextStartTakesOver(boolean does) throws MigrationException;

        /** It ends, and leaves addresses and IPVS table in place. */
        void leaveInPlace() throws MigrationException;
    }

    /**
     * Between the two.
     *
     * @param progress is told each step, in words for people
     */
    Changeover(
            Services services,
            RunningDaemon keepalived,
            RunningDaemon holdfast,
            Handover handover,
            Patience patience,
            Consumer<String> progress) {
        this.services = services;
        this.keepalived = keepalived;
        this.holdfast = holdfast;
        this.handover = handover;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * From keepalived to Holdfast.
     *
     * @param longest how long Holdfast may take to become MASTER
     * @throws MigrationException with what is wrong; keepalived goes on as before then
     */
    void toHoldfast(Duration longest) throws MigrationException {
        require(KEEPALIVED, HOLDFAST);
        Set<String> masters = masters(keepalived);
        progress.accept("keepalived is " + described(masters));
        handover.nextStartTakesOver(true);
        try {
            services.start(HOLDFAST);
        } catch (MigrationException e) {
            services.stop(HOLDFAST); // it is not tried again behind our back
            throw new MigrationException(
                    e.getMessage() + " ('journalctl -u holdfast' says why); keepalived goes on", e);
        } finally {
            handover.nextStartTakesOver(false);
        }
        if (!becomes(holdfast, masters, longest)) {
            withdrawHoldfast();
            throw new MigrationException("Holdfast did not become " + described(masters) + " within "
                    + longest.toSeconds() + " s ('journalctl -u holdfast' says why); keepalived goes on");
        }
        progress.accept("Holdfast is " + described(masters) + ", too");
        services.cutOff(KEEPALIVED);
        progress.accept("keepalived is gone");
        services.startsWithMachine(HOLDFAST, KEEPALIVED);
        require(HOLDFAST, KEEPALIVED);
    }

    /**
     * From Holdfast to keepalived.
     *
     * @param longest how long keepalived may take to become MASTER: it listens for three intervals first
     * @throws MigrationException with what is wrong; Holdfast goes on as before then
     */
    void toKeepalived(Duration longest) throws MigrationException {
        require(HOLDFAST, KEEPALIVED);
        Set<String> masters = masters(holdfast);
        progress.accept("Holdfast is " + described(masters));
        services.start(KEEPALIVED);
        if (!becomes(keepalived, masters, longest)) {
            services.cutOff(KEEPALIVED);
            throw new MigrationException("keepalived did not become " + described(masters) + " within "
                    + longest.toSeconds() + " s ('journalctl -u keepalived' says why); Holdfast goes on");
        }
        progress.accept("keepalived is " + described(masters) + ", too");
        withdrawHoldfast();
        progress.accept("Holdfast is gone");
        services.startsWithMachine(KEEPALIVED, HOLDFAST);
        require(KEEPALIVED, HOLDFAST);
    }

    private void withdrawHoldfast() throws MigrationException {
        handover.leaveInPlace();
        if (!patience.until(() -> !services.isActive(HOLDFAST), Duration.ofSeconds(10))) {
            throw new MigrationException(
                    "Holdfast does not end; both daemons run now: 'systemctl status holdfast keepalived'");
        }
    }

    private void require(String active, String inactive) throws MigrationException {
        if (!services.isActive(active)) {
            throw new MigrationException(active + ".service does not run");
        }
        if (services.isActive(inactive)) {
            throw new MigrationException(inactive + ".service runs, too: stop one of them");
        }
    }

    private boolean becomes(RunningDaemon daemon, Set<String> masters, Duration longest) throws MigrationException {
        return patience.until(() -> isMasterOf(daemon, masters), longest);
    }

    private static boolean isMasterOf(RunningDaemon daemon, Set<String> masters) {
        try {
            return masters(daemon).containsAll(masters);
        } catch (MigrationException e) {
            return false; // it has only just begun
        }
    }

    private static Set<String> masters(RunningDaemon daemon) throws MigrationException {
        Set<String> masters = new TreeSet<>();
        for (Map.Entry<String, String> one : daemon.states().entrySet()) {
            if (one.getValue().equals("MASTER")) {
                masters.add(one.getKey());
            }
        }
        return masters;
    }

    private static String described(Set<String> masters) {
        return masters.isEmpty() ? "MASTER of nothing" : "MASTER of " + String.join(", ", masters);
    }
}
