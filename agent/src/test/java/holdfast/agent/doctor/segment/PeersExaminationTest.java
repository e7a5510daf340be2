package holdfast.agent.doctor.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.machine.DaemonState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersExaminationTest {
    private final Given given = new Given();

    private Notebook examined() {
        return given.examine(new PeersExamination(given.wire()));
    }

    @ParameterizedTest
    @CsvSource({
        "wrong password,heard-password",
        "other authentication type,heard-authentication",
        "other version,heard-version",
        "other interval,heard-interval",
        "other addresses,heard-addresses",
        "wrong TTL,heard-ttl",
        "wrong destination,heard-destination",
        "our own source address,heard-own-address",
        "not a unicast peer,heard-stranger",
        "wrong checksum,heard-broken"
    })
    void whatTheDaemonRefusesNowHasAName(String reason, String id) {
        given.running("MASTER", Optional.empty(), Given.refused("192.0.2.2", reason, "detail", 400));
        Finding finding = Given.only(examined());
        assertEquals(id, finding.id().word());
        assertTrue(finding.what().contains("192.0.2.2"), finding.what());
        assertEquals(List.of("VI_1"), finding.place().instances());
    }

    @Test
    void whatItRefusedLongAgoIsPast() {
        given.running("MASTER", Optional.empty(), Given.refused("192.0.2.2", "wrong password", "", 60_000));
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void noPasswordIsEverWritten() {
        given.running("MASTER", Optional.empty(), Given.refused("192.0.2.2", "wrong password", "0therpw", 400));
        assertFalse(examined().findings().toString().contains("0therpw"));
        assertFalse(examined().findings().toString().contains("s3cr3tpw"));
    }

    @Test
    void anAdvertOfAnotherNodeWhileWeAreMasterIsASecondMaster() {
        given.running("MASTER", Optional.empty(), Given.peer("192.0.2.2", 700));
        assertEquals(List.of("two-masters"), Given.ids(examined()));
        given.running("BACKUP", Optional.of("192.0.2.2"), Given.peer("192.0.2.2", 700));
        assertEquals(List.of(), Given.ids(examined()));
        given.running("MASTER", Optional.empty(), Given.peer("192.0.2.2", 3_600_000));
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void aUnicastPeerThatDoesNotAnswerIsAWarning() {
        given.file(Given.INSTANCE.replace("advert_int 1", "unicast_peer {\n192.0.2.2\n}"))
                .running("BACKUP", Optional.of("192.0.2.2"), Given.peer("192.0.2.2", 700));
        assertEquals(List.of("peer-unreachable"), Given.ids(examined()));
        given.answering("192.0.2.2");
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void aUnicastPeerThatAnswersButWasNeverHeardIsNoted() {
        given.file(Given.INSTANCE.replace("advert_int 1", "unicast_peer {\n192.0.2.2\n}"))
                .running("MASTER", Optional.empty())
                .answering("192.0.2.2");
        assertEquals(List.of("peer-silent"), Given.ids(examined()));
    }

    @Test
    void aStrangersNumberIsNotedAndSuspectWhereNobodyElseSpeaks() {
        DaemonState.Stranger stranger = new DaemonState.Stranger("eth0", 52, false, 9);
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "test.conf",
                List.of(Given.view("MASTER", Optional.empty(), List.of())),
                List.of(stranger),
                false));
        assertEquals(List.of("vrid-differs"), Given.ids(examined()));
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "test.conf",
                List.of(Given.view("BACKUP", Optional.of("192.0.2.2"), List.of(), Given.peer("192.0.2.2", 5))),
                List.of(stranger),
                false));
        assertEquals(List.of("vrid-unknown"), Given.ids(examined()));
    }

    @Test
    void withoutADaemonNothingIsKnownOfPeers() {
        Notebook notebook = examined();
        assertEquals(List.of(), notebook.findings());
        assertEquals(1, notebook.unseen().size());
    }
}
