package holdfast.agent.pair;

import static holdfast.agent.pair.Pairs.A;
import static holdfast.agent.pair.Pairs.B;
import static holdfast.agent.pair.Pairs.only;
import static holdfast.agent.pair.Pairs.outcomes;
import static holdfast.agent.pair.Pairs.pair;
import static holdfast.agent.pair.Pairs.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.conf.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that reach each other by address, or do not. */
class PairUnicastTest {
    private static String unicast(String node, String source, String... peers) {
        return node.replace(
                "advert_int 1",
                "unicast_src_ip " + source + "\n    unicast_peer {\n        " + String.join("\n        ", peers)
                        + "\n    }");
    }

    @Test
    void unicastPeersThatPointAtEachOtherElectOneMaster() {
        PairReport report =
                pair(unicast(A, "192.168.1.11", "192.168.1.12"), unicast(B, "192.168.1.12", "192.168.1.11"));
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("link eth0 fails on a"));
    }

    @Test
    void unicastAddressesAreFoundInTheOtherFilesWhereTheyAreNotConfigured() {
        String first = unicast(A, "", "192.168.1.12").replace("unicast_src_ip \n", "\n");
        String second = unicast(B, "", "192.168.1.11").replace("unicast_src_ip \n", "\n");
        PairReport report = pair(first, second);
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
    }

    @Test
    void aMissingUnicastPeerIsNamed() {
        PairReport report =
                pair(unicast(A, "192.168.1.11", "192.168.1.99"), unicast(B, "192.168.1.12", "192.168.1.11"));
        Diagnostic finding = only(report);
        assertEquals("HF0559", finding.rule().id());
        assertEquals("'unicast_peer' of 'VI_1' does not name b, which is 192.168.1.12", finding.summary());
        assertEquals("add 192.168.1.12", finding.hint().orElseThrow());
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest")); // b hears nothing from a
    }

    @Test
    void oneSourceAddressOnBothNodesMakesBothMaster() {
        PairReport report = pair(
                A.replace("advert_int 1", "mcast_src_ip 10.0.0.1"), B.replace("advert_int 1", "mcast_src_ip 10.0.0.1"));
        assertEquals(List.of("HF0564"), rules(report));
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest"));
    }

    @Test
    void multicastDoesNotMeetUnicast() {
        assertEquals(List.of("HF0558"), rules(pair(A, unicast(B, "192.168.1.12", "192.168.1.11"))));
    }
}
