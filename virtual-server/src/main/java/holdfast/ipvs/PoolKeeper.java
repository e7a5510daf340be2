package holdfast.ipvs;

import holdfast.linux.IpvsServiceKey;
import java.util.function.Predicate;

/**
 * The one door through which the state of a pool reaches the table, the log and the world: every change of a real server ends in
 * {@link #settle}.
 */
final class PoolKeeper {
    private final PoolTable table;
    private final KernelMirror kernel;

    PoolKeeper(KernelMirror kernel) {
        this.kernel = kernel;
        this.table = new PoolTable(kernel);
    }

    /**
     * What a member was before something happened to it.
     *
     * @param alive whether its checks passed
     * @param weight it would have had alive
     * @param liveWeight it counted for the quorum
     */
    record Before(boolean alive, int weight, long liveWeight) {
        static Before of(Member member) {
            return new Before(member.alive(), member.weight(), member.liveWeight());
        }
    }

    /** A new pool: its services, its servers as far as they are believed to be alive, and the first announcements. */
    void begin(Pool pool, boolean initialNotifies, Effects out, long now) {
        pool.watchQuorum(now);
        boolean up = pool.quorumUp();
        if (up) {
            boolean adopted = pool.liveWeight() < pool.plan().quorum().gainedAt();
            out.info((adopted ? "Still with quorum" : "Gained quorum") + arithmetic(pool) + ofPool(pool));
        } else if (pool.sorry()) {
            out.info(startingDown(pool) + ofPool(pool));
            logSorry(pool, out);
        }
        table.write(pool, out);
        if (initialNotifies) {
            pool.members().stream()
                    .filter(Member::alive)
                    .forEach(member -> Announcer.realServerAnew(pool, member, true, out));
        }
        if (up) {
            Announcer.virtualServer(pool, true, "Starting with quorum up" + arithmetic(pool), out);
        } else if (pool.sorry()) {
            Announcer.virtualServer(pool, false, startingDown(pool), out);
        }
    }

    /** A check has come to a verdict. */
    void hear(
            Pool pool,
            Member member,
            CheckState check,
            CheckVerdict verdict,
            boolean mailAlways,
            Effects out,
            long now) {
        Before before = Before.of(member);
        boolean hadFailed = check.failed();
        boolean news = member.hear(check, verdict, now);
        boolean flipped = member.alive() != before.alive();
        String because = because(check, verdict);
        if (flipped) {
            out.info(member.alive() ? taken(pool, member, because) : dropped(pool, member, because));
        }
        settle(pool, member, before, out, now, () -> {
            boolean firstFailure =
                    news && check.failed() && !member.alive() && member.announced() == Member.Announced.NOTHING;
            if (flipped || firstFailure) {
                Announcer.realServer(pool, member, member.alive(), out);
            }
        });
        // Keepalived mails about the quorum first. Of first verdicts that change nothing, it mails those of programs.
        boolean otherwise = check.failed() != hadFailed || (news && check.kind() == Checker.Kind.MISC);
        if (flipped || (otherwise && mailAlways)) {
            Announcer.mail(pool, member, member.alive(), CheckSentence.of(check.kind(), verdict), out);
        }
    }

    /** An operator wants something else. */
    void want(Pool pool, Member member, Wish wish, Effects out, long now) {
        Before before = Before.of(member);
        Wish earlier = member.wish();
        if (earlier.equals(wish)) {
            return;
        }
        member.want(wish);
        out.info("Operator: service " + member.name() + " of VS " + pool.plan().name() + " is " + wish.words()
                + " (was " + earlier.words() + ")");
        settle(pool, member, before, out, now, () -> {});
    }

    /** Something happened to a member: weight, quorum, table, announcements, in this order. */
    private void settle(Pool pool, Member member, Before before, Effects out, long now, Runnable announcement) {
        logWeight(pool, member, before.weight(), out);
        pool.reweigh(before.liveWeight(), member.liveWeight());
        if (!pool.watchQuorum(now)) {
            table.write(pool, member, out);
            announcement.run();
            return;
        }
        logQuorum(pool, out);
        if (pool.plan().sorryServer().isPresent()) {
            table.writeDestinations(pool, out);
        } else {
            table.write(pool, member, out);
        }
        announcement.run();
        announceQuorum(pool, out);
    }

    /** A pool goes on with a new configuration, which is in it already. */
    void reloaded(Pool pool, Effects out, long now) {
        boolean flipped = pool.watchQuorum(now);
        if (flipped) {
            logQuorum(pool, out);
        }
        table.write(pool, out);
        if (flipped) {
            announceQuorum(pool, out);
        } else if (pool.sorry() && pool.announced() == Member.Announced.NOTHING) {
            Announcer.virtualServer(pool, false, startingDown(pool), out);
        }
    }

    /** Brings the table to where it should be; a service that the kernel does not take is only tried again. */
    void repair(Pool pool, Predicate<IpvsServiceKey> unavailable, Effects out) {
        table.repair(pool, unavailable, out);
    }

    /** A real server is no longer configured; its destinations go with the rest of the reload. */
    void left(Pool pool, Member member, Effects out) {
        out.info("service " + member.name() + " no longer exist");
        if (member.alive()) {
            out.info("Removing service " + member.name() + " from VS "
                    + pool.plan().name());
            Announcer.realServer(pool, member, false, out);
            Announcer.mail(pool, member, false, CheckSentence.arrows("Removing"), out);
        }
    }

    /** A real server is new in its virtual server. */
    Member joined(Pool pool, Member member, boolean notifies, Effects out) {
        if (member.alive()) {
            out.info("Adding service " + member.name() + " to VS " + pool.plan().name());
            if (notifies) {
                Announcer.realServerAnew(pool, member, true, out);
            }
        }
        return member;
    }

    /** A real server goes on with another configuration. */
    Member changed(Pool pool, Member member, RealServer to, Effects out, long now) {
        if (member.plan().equals(to)) {
            return member;
        }
        boolean wasAlive = member.alive();
        int weight = member.weight();
        member.reload(to, now);
        logWeight(pool, member, weight, out);
        if (member.alive() != wasAlive) {
            out.info(taken(pool, member, " (no check of it fails any more)"));
            Announcer.realServer(pool, member, true, out);
        }
        return member;
    }

    /** A pool is no longer configured; the services it had that nobody else has now are gone. */
    void end(Pool pool, Predicate<IpvsServiceKey> elsewhere, Effects out) {
        out.info("Removing Virtual Server " + pool.plan().name());
        for (Member member : pool.members()) {
            if (member.alive()) {
                out.info("Removing service " + member.name() + " from VS "
                        + pool.plan().name());
            }
        }
        pool.services().stream().filter(key -> !elsewhere.test(key)).forEach(key -> kernel.remove(key, out));
        announceEnd(pool, "Removing", out);
    }

    /** What was up is down now. */
    void announceEnd(Pool pool, String word, Effects out) {
        for (Member member : pool.members()) {
            if (member.alive()) {
                Announcer.realServer(pool, member, false, out);
                Announcer.mail(pool, member, false, CheckSentence.arrows(word), out);
            }
        }
        Announcer.virtualServer(pool, false, word, out);
    }

    private void announceQuorum(Pool pool, Effects out) {
        Announcer.virtualServer(pool, pool.quorumUp(), quorumChange(pool), out);
    }

    private static void logQuorum(Pool pool, Effects out) {
        out.info(quorumChange(pool) + ofPool(pool));
        if (pool.plan().sorryServer().isPresent()) {
            logSorry(pool, out);
        }
    }

    private static void logSorry(Pool pool, Effects out) {
        VirtualServer server = pool.plan();
        SorryServer sorry = server.sorryServer().orElseThrow();
        String name = ServerNames.realServer(sorry.address(), server.protocol(), sorry.port());
        if (pool.sorry()) {
            out.info((sorry.inhibit() ? "Enabling" : "Adding") + " sorry server " + name + " to VS " + server.name());
            out.info("Removing alive servers from the pool" + ofPool(pool));
        } else {
            out.info("Adding alive servers to the pool" + ofPool(pool));
            out.info((sorry.inhibit() ? "Disabling" : "Removing") + " sorry server " + name + " from VS "
                    + server.name());
        }
    }

    static void logWeight(Pool pool, Member member, int before, Effects out) {
        if (member.weight() != before) {
            out.info("Changing weight from " + before + " to " + member.weight() + " for "
                    + (member.alive() ? "active" : "inactive") + " service " + member.name() + " of VS "
                    + pool.plan().name());
        }
    }

    private static String taken(Pool pool, Member member, String because) {
        String server = " service " + member.name();
        return member.plan().inhibitOnFailure()
                ? "Enabling" + server + " of VS " + pool.plan().name() + because
                : "Adding" + server + " to VS " + pool.plan().name() + because;
    }

    private static String dropped(Pool pool, Member member, String because) {
        String server = " service " + member.name();
        return member.plan().inhibitOnFailure()
                ? "Disabling" + server + " of VS " + pool.plan().name() + because
                : "Removing" + server + " from VS " + pool.plan().name() + because;
    }

    private static String because(CheckState check, CheckVerdict verdict) {
        return switch (verdict) {
            case CheckVerdict.Passed _ -> " (" + check.id() + ": passed)";
            case CheckVerdict.Failed failure -> " (" + check.id() + ": " + failure.reason() + ")";
        };
    }

    private static String startingDown(Pool pool) {
        QuorumRule rule = pool.plan().quorum();
        return "Starting with quorum down " + rule.quorum() + "+" + rule.hysteresis() + "=" + rule.gainedAt() + " > "
                + pool.liveWeight();
    }

    private static String quorumChange(Pool pool) {
        return (pool.quorumUp() ? "Gained quorum" : "Lost quorum") + arithmetic(pool);
    }

    /** {@code  3+1=4 <= 6} or {@code  3-1=2 > 1}. */
    private static String arithmetic(Pool pool) {
        QuorumRule rule = pool.plan().quorum();
        return pool.quorumUp() && pool.liveWeight() >= rule.gainedAt()
                ? " " + rule.quorum() + "+" + rule.hysteresis() + "=" + rule.gainedAt() + " <= " + pool.liveWeight()
                : " " + rule.quorum() + "-" + rule.hysteresis() + "=" + rule.lostBelow()
                        + (pool.quorumUp() ? " <= " : " > ") + pool.liveWeight();
    }

    private static String ofPool(Pool pool) {
        return " for VS " + pool.plan().name();
    }
}
