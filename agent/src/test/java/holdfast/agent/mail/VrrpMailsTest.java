package holdfast.agent.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.Cause;
import holdfast.vrrp.Effect;
import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Effect.Subject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subjects and texts as Keepalived 2.2.7 was seen to send them to a mail server. */
class VrrpMailsTest {
    private static final Subject INSTANCE = new Subject(Subject.Kind.INSTANCE, "VI_1");
    private static final Subject GROUP = new Subject(Subject.Kind.GROUP, "G1");

    private static final String REASON = "\n\naddress owner, priority 255";

    private final List<String> mails = new ArrayList<>();
    private final VrrpMails alerts = new VrrpMails((_, subject, body) -> mails.add(subject + " | " + body));

    @Test
    void anInstance() {
        enter(INSTANCE, NotifiedState.BACKUP);
        enter(INSTANCE, NotifiedState.MASTER);
        enter(INSTANCE, NotifiedState.FAULT);
        assertEquals(
                List.of(
                        "VRRP Instance VI_1 - Entering BACKUP state | => VRRP Instance is no longer owning VRRP VIPs <="
                                + REASON,
                        "VRRP Instance VI_1 - Entering MASTER state | => VRRP Instance is now owning VRRP VIPs <="
                                + REASON,
                        "VRRP Instance VI_1 - Entering FAULT state | => VRRP Instance is no longer owning VRRP VIPs <="
                                + REASON),
                mails);
    }

    @Test
    void aGroup() {
        enter(GROUP, NotifiedState.MASTER);
        enter(GROUP, NotifiedState.FAULT);
        assertEquals(
                List.of(
                        "VRRP Group G1 - Entering MASTER state | => All VRRP group instances are now in MASTER state <="
                                + REASON,
                        "VRRP Group G1 - Entering FAULT state | => All VRRP group instances are now in FAULT state <="
                                + REASON),
                mails);
    }

    @Test
    void anInstanceThatAReloadRemovesIsInFaultUnlessItWasAndAGroupIsNotMentioned() {
        enter(INSTANCE, NotifiedState.MASTER);
        enter(GROUP, NotifiedState.MASTER);
        mails.clear();
        enter(INSTANCE, NotifiedState.DELETED);
        enter(GROUP, NotifiedState.DELETED);
        assertEquals(1, mails.size());
        enter(INSTANCE, NotifiedState.FAULT); // configured anew
        assertEquals(2, mails.size());
        enter(INSTANCE, NotifiedState.DELETED);
        assertEquals(2, mails.size());
    }

    @Test
    void aStopIsNotMailed() {
        enter(INSTANCE, NotifiedState.MASTER);
        mails.clear();
        enter(INSTANCE, NotifiedState.STOP);
        enter(GROUP, NotifiedState.STOP);
        assertEquals(List.of(), mails);
    }

    @Test
    void nothingIsSentWhereNoMailIsWanted() {
        alerts.transitioned(transition(INSTANCE, NotifiedState.MASTER), false);
        assertEquals(List.of(), mails);
    }

    private static Effect.NotifyTransition transition(Subject subject, NotifiedState state) {
        return new Effect.NotifyTransition(subject, "INIT", state, 100, new Cause.AddressOwner());
    }

    private void enter(Subject subject, NotifiedState state) {
        alerts.transitioned(transition(subject, state), true);
    }
}
