package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.delivered;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.packet;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.Effect.SendAdvertisement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two engines that were both active hear each other again: one stays, and the clients hear from it last. */
class HealedPartitionTest {
    private static final InetAddress ADDRESS_1 = ip("10.77.0.1");
    private static final InetAddress ADDRESS_2 = ip("10.77.0.3");

    private final EngineBench node1 = active(v2(100).build());
    private final EngineBench node2 = active(v2(90).build());
    private final List<String> wire = new ArrayList<>();

    /** Carries effects of one node to the other, and what comes back, until nothing more is said. */
    private void carry(EngineBench from, InetAddress source, EngineBench to, InetAddress other, List<Effect> effects) {
        for (Effect effect : effects) {
            String node = source.equals(ADDRESS_1) ? "node1 " : "node2 ";
            if (effect instanceof AnnounceAddresses announcement) {
                wire.add(node + "announces " + announcement.rounds());
            }
            if (effect instanceof SendAdvertisement sent) {
                wire.add(node + sent.priority());
                delivered(sent, source).forEach(packet -> carry(to, other, from, source, to.on(packet)));
            }
        }
    }

    private void settle() {
        node1.advance(seconds(20));
        node2.advance(seconds(3));
    }

    /**
     * Lab scenario split-n1-speaks-first: keepalived's master never learns that it had a rival, and clients are lost
     * for 5.8 s.
     */
    @Test
    void theBetterOneSpeaksFirst() {
        node1.advance(seconds(20));
        List<Effect> first = node1.advance(seconds(1));
        carry(node1, ADDRESS_1, node2, ADDRESS_2, first);
        assertEquals("MASTER", node1.state());
        assertEquals("BACKUP", node2.state());
        assertEquals(List.of("node1 100", "node2 90", "node1 100", "node1 announces 5"), wire);
        node2.forget();
        settle();
        assertEquals(List.of(), only(AnnounceAddresses.class, node2.history()));
    }

    @Test
    void theLesserOneSpeaksFirst() {
        node2.advance(seconds(20));
        List<Effect> first = node2.advance(seconds(1));
        carry(node2, ADDRESS_2, node1, ADDRESS_1, first);
        assertEquals("MASTER", node1.state());
        assertEquals("BACKUP", node2.state());
        assertEquals("node1 announces 5", wire.getLast());
        node2.forget();
        settle();
        assertEquals(List.of(), only(AnnounceAddresses.class, node2.history()));
    }

    /**
     * The farewell has a lower priority, so a third router's timer runs on; priority 0 would have set it to
     * Skew_Time.
     */
    @Test
    void theFarewellMovesNoThirdRoutersTimer() {
        EngineBench third = started(v2(95).build());
        third.hear(ADDRESS_1, 100);
        third.advance(millis(500));
        EngineBench.Fingerprint before = third.fingerprint();
        SendAdvertisement farewell =
                only(SendAdvertisement.class, node2.hear(ADDRESS_1, 100)).getFirst();
        assertEquals(90, farewell.priority());
        delivered(farewell, ADDRESS_2).forEach(third::on);
        assertEquals(before, third.fingerprint());
    }

    /** Preemption is no healed partition: the farewell that follows is answered, but nobody is told of a rival. */
    @Test
    void theFarewellAfterAPreemptionIsNoNewsToScripts() {
        EngineBench better = started(v2(100).build());
        List<Effect> takeover = better.advance(nanos(3_609_375_000L));
        assertEquals("MASTER", better.state());
        SendAdvertisement first = only(SendAdvertisement.class, takeover).getFirst();
        List<Effect> yielded = new ArrayList<>();
        delivered(first, ADDRESS_1).forEach(packet -> yielded.addAll(node2.on(packet)));
        List<Effect> answers = new ArrayList<>();
        delivered(only(SendAdvertisement.class, yielded).getFirst(), ADDRESS_2)
                .forEach(packet -> answers.addAll(better.on(packet)));
        assertEquals(List.of("SendAdvertisement", "AnnounceAddresses"), kinds(answers));
        assertEquals(List.of(), logs(answers));
    }

    @Test
    void aStrangerCannotMakeUsAFlood() {
        node1.advance(seconds(10));
        int sent = 0;
        for (int packet = 0; packet < 1000; packet++) {
            sent += sent(node1.hear(ip("10.77.0.66"), 1)).size();
            sent += sent(node1.hear(ip("10.77.0.66"), 0)).size();
        }
        assertEquals(8, sent);
        assertEquals("MASTER", node1.state());
    }
}
