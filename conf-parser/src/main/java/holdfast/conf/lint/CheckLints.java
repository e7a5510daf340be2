package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckConnection;
import holdfast.conf.model.lvs.CheckSchedule;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.syntax.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Real servers nobody checks, or not often enough, and quorums without consequence. */
final class CheckLints implements Lint {
    private static final Duration SELDOM = Duration.ofSeconds(60);

    @Override
    public void check(WholeFile file) {
        boolean told = file.outline().global("lvs_notify_fifo").isPresent()
                || file.outline().global("notify_fifo").isPresent();
        for (ServerBlocks blocks : file.servers()) {
            Written<VirtualServer> server = blocks.server();
            List<Written<RealServer>> reals = blocks.reals();
            unchecked(server, reals, file);
            seldom(server, reals, file);
            timeouts(server, reals, file);
            hostTimeouts(reals, file);
            quorum(server, told, file);
            persistenceKeepsFailed(server, file);
        }
    }

    private static void unchecked(Written<VirtualServer> server, List<Written<RealServer>> reals, WholeFile file) {
        List<Written<RealServer>> bare = new ArrayList<>();
        for (Written<RealServer> real : reals) {
            if (real.model().checkers().isEmpty()) {
                bare.add(real);
            }
        }
        if (bare.isEmpty()) {
            return;
        }
        boolean all = bare.size() == reals.size();
        boolean sorry = all && server.model().sorryServer().isPresent();
        file.report(
                Rule.REAL_SERVER_UNCHECKED,
                sorry
                        ? Outline.place(server.block(), "sorry_server")
                        : Outline.header(bare.getFirst().block()),
                sorry
                        ? "the sorry server is never used: no real server has a check"
                        : "no check: this real server"
                                + (bare.size() > 1 ? " and " + (bare.size() - 1) + " more of the service" : "")
                                + " gets clients also when it is dead",
                "add 'TCP_CHECK { }' or another check");
    }

    private static void seldom(Written<VirtualServer> server, List<Written<RealServer>> reals, WholeFile file) {
        for (Written<RealServer> real : reals) {
            for (HealthChecker checker : real.model().checkers()) {
                Optional<CheckSchedule> schedule = checker.schedule();
                if (schedule.isPresent() && schedule.get().delayLoop().compareTo(SELDOM) >= 0) {
                    file.report(
                            Rule.CHECK_SELDOM,
                            Outline.place(server.block(), "delay_loop"),
                            "real servers are checked every "
                                    + Seconds.text(schedule.get().delayLoop()) + " only"
                                    + (Outline.last(server.block(), "delay_loop")
                                                    .isEmpty()
                                            ? ", the default"
                                            : ""),
                            "add 'delay_loop 6' to notice a failure within seconds");
                    return; // the others of the service are checked as often
                }
            }
        }
    }

    private static void timeouts(Written<VirtualServer> server, List<Written<RealServer>> reals, WholeFile file) {
        for (Written<RealServer> real : reals) {
            for (HealthChecker checker : real.model().checkers()) {
                Optional<Duration> timeout = timeout(checker);
                Optional<Duration> loop = checker.schedule().map(schedule -> schedule.delayLoop());
                if (timeout.isPresent() && loop.isPresent() && timeout.get().compareTo(loop.get()) > 0) {
                    file.report(
                            Rule.CHECK_TIMEOUT,
                            timeoutPlace(checker.check(), real.block(), server.block()),
                            "the check waits up to " + Seconds.text(timeout.get()) + " and is due every "
                                    + Seconds.text(loop.get()),
                            "use a timeout shorter than 'delay_loop'");
                    return; // the others of the service are usually copies
                }
            }
        }
    }

    private static void hostTimeouts(List<Written<RealServer>> reals, WholeFile file) {
        for (Written<RealServer> real : reals) {
            for (Statement check : Outline.each(real.block(), "SMTP_CHECK")) {
                for (Statement host : Outline.each(check, "host")) {
                    if (Outline.last(host, "connect_timeout").isEmpty()) {
                        file.report(
                                Rule.HOST_WITHOUT_TIMEOUT,
                                Outline.header(host),
                                "keepalived gives this host a time-out of 0, Holdfast that of the check",
                                "add 'connect_timeout 5' to each host");
                        return; // the others are usually copies
                    }
                }
            }
        }
    }

    /** Where the timeout is given: in the check, the real server or the virtual one; else the check. */
    private static SourceSpan timeoutPlace(Check check, Statement real, Statement server) {
        Statement block = ServerBlocks.checker(real, check);
        String keyword = check instanceof Check.Misc ? "misc_timeout" : "connect_timeout";
        return Outline.last(block, keyword)
                .or(() -> Outline.last(real, keyword))
                .or(() -> Outline.last(server, keyword))
                .map(Outline::whole)
                .orElse(Outline.header(block));
    }

    private static Optional<Duration> timeout(HealthChecker checker) {
        return checker.check() instanceof Check.Misc misc
                ? Optional.of(misc.timeout())
                : checker.connection().map(CheckConnection::timeout);
    }

    /** @param told whether a FIFO of the whole file tells of quorums */
    private static void quorum(Written<VirtualServer> server, boolean told, WholeFile file) {
        VirtualServer model = server.model();
        boolean consequence = told
                || model.sorryServer().isPresent()
                || model.quorum().up().isPresent()
                || model.quorum().down().isPresent()
                || model.smtpAlert();
        if (model.quorum().quorum() > 1 && !consequence) {
            Outline.last(server.block(), "quorum")
                    .ifPresent(quorum -> file.report(
                            Rule.QUORUM_WITHOUT_CONSEQUENCE,
                            Outline.whole(quorum),
                            "losing the quorum changes nothing here",
                            "add 'sorry_server ADDRESS PORT', or 'quorum_down' and 'quorum_up' scripts"));
        }
    }

    private static void persistenceKeepsFailed(Written<VirtualServer> server, WholeFile file) {
        VirtualServer model = server.model();
        if (model.inhibitOnFailure() && model.persistence().isPresent()) {
            file.report(
                    Rule.PERSISTENCE_KEEPS_FAILED,
                    Outline.place(server.block(), "inhibit_on_failure"),
                    "persistent clients stay on a failed server: it remains in the table with weight 0",
                    "remove 'inhibit_on_failure', or set net.ipv4.vs.expire_quiescent_template to 1");
        }
    }
}
