package holdfast.ipvs;

import static holdfast.ipvs.Plans.id;
import static holdfast.ipvs.Plans.ip;
import static holdfast.ipvs.Plans.virtual;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.IpvsTimeouts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code smtp_alert}: subjects, sentences, and when there is mail at all, as Keepalived 2.2.7 was seen to send it. */
class MailTest {
    private static final String V = "10.1.0.5";
    private static final String SUBJECT = "Realserver [10.2.0.1]:tcp:80 of virtual server [10.1.0.5]:tcp:80 - ";

    @Test
    void aCheckThatPassesAsExpectedIsNoNewsUnlessItIsAProgram() {
        assertEquals(List.of(), firstPass(Checker.Kind.TCP));
        assertEquals(List.of(), firstPass(Checker.Kind.HTTP));
        assertEquals(List.of(SUBJECT + "UP | => MISC CHECK succeeded on service <="), firstPass(Checker.Kind.MISC));
    }

    @Test
    void everyKindOfCheckHasItsSentenceAndTheReasonComesBelow() {
        assertEquals("=> TCP CHECK failed on service <=\n\nrefused", failure(Checker.Kind.TCP));
        assertEquals("=> CHECK failed on service : HTTP request failed <=\n\nrefused", failure(Checker.Kind.HTTP));
        assertEquals("=> CHECK failed on service : refused <=\n\nrefused", failure(Checker.Kind.SMTP));
        assertEquals("=> DNS_CHECK: failed on service <=\n\nrefused", failure(Checker.Kind.DNS));
        assertEquals("=> UDP CHECK failed on service <=\n\nrefused", failure(Checker.Kind.UDP));
        assertEquals("=> ICMP CHECK failed on service <=\n\nrefused", failure(Checker.Kind.PING));
        assertEquals("=> MISC CHECK failed on service <=\n\nrefused", failure(Checker.Kind.MISC));
    }

    @Test
    void theMailAboutTheQuorumComesBeforeTheOneAboutTheServer() {
        Director director = Director.started(withMail(virtual(V, mailed(Checker.Kind.TCP))));
        assertEquals(
                List.of("Virtualserver [10.1.0.5]:tcp:80 - UP | => Starting with quorum up 1+0=1 <= 1 <="),
                director.mails);
        director.fail(id(V, "10.2.0.1"));
        assertEquals(
                List.of(
                        "Virtualserver [10.1.0.5]:tcp:80 - DOWN | => Lost quorum 1-0=1 > 0 <=",
                        SUBJECT + "DOWN | => TCP CHECK failed on service <=\n\nrefused"),
                director.mails);
    }

    @Test
    void whenTwoChecksFailTheSecondIsMailedTooUnlessOnlyServersAreWanted() {
        assertEquals(List.of(1, 1), mailsOfTwoFailures(true));
        assertEquals(List.of(1, 0), mailsOfTwoFailures(false));
    }

    private static List<Integer> mailsOfTwoFailures(boolean checkerMails) {
        RealServer server = mailed(
                new Checker(Plans.CHECK, Checker.Kind.TCP, false), new Checker("second", Checker.Kind.TCP, false));
        Director director = new Director(plan(checkerMails, virtual(V, server)), new FakeKernel());
        director.start();
        director.on(
                new BalancingEvent.CheckFinished(id(V, "10.2.0.1"), Plans.CHECK, new CheckVerdict.Failed("refused")));
        int first = director.mails.size();
        director.on(new BalancingEvent.CheckFinished(id(V, "10.2.0.1"), "second", new CheckVerdict.Failed("refused")));
        return List.of(first, director.mails.size());
    }

    private static List<String> firstPass(Checker.Kind kind) {
        Director director = Director.started(virtual(V, mailed(kind)));
        director.pass(id(V, "10.2.0.1"));
        return director.mails;
    }

    private static String failure(Checker.Kind kind) {
        Director director = Director.started(virtual(V, mailed(kind)));
        director.fail(id(V, "10.2.0.1"));
        String mail = director.mails.getFirst();
        assertEquals(SUBJECT + "DOWN", mail.substring(0, mail.indexOf(" | ")));
        return mail.substring(mail.indexOf(" | ") + 3);
    }

    private static RealServer mailed(Checker.Kind kind) {
        return mailed(new Checker(Plans.CHECK, kind, false));
    }

    private static RealServer mailed(Checker... checkers) {
        return new RealServer(
                ip("10.2.0.1"),
                80,
                1,
                Plans.NAT,
                0,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(checkers));
    }

    private static VirtualServer withMail(VirtualServer like) {
        return new VirtualServer(
                like.id(),
                like.name(),
                like.protocol(),
                like.services(),
                like.settings(),
                like.quorum(),
                like.sorryServer(),
                like.omega(),
                like.suspendWithout(),
                true,
                like.realServers());
    }

    private static BalancingPlan plan(boolean checkerMails, VirtualServer server) {
        return new BalancingPlan(
                List.of(server),
                new IpvsTimeouts(0, 0, 0),
                Optional.empty(),
                false,
                BalancingPlan.FlushAtStop.NONE,
                false,
                checkerMails);
    }
}
