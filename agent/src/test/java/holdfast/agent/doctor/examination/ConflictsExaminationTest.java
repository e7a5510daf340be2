package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Notebook;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConflictsExaminationTest {
    private static final String OTHER = "02:00:00:00:00:02";
    private static final String STRANGER = "02:00:00:00:00:99";
    private static final int UP_WITHOUT_CARRIER = 0x1 | 0x1000;
    private static final int UP_BROADCAST_RUNNING_MULTICAST = 0x1 | 0x2 | 0x40 | 0x1000;

    private final Given given = new Given();

    private Notebook examined() {
        return given.examine(new ConflictsExamination(given.wire()));
    }

    private List<String> ids() {
        return Given.ids(examined());
    }

    @Test
    void nobodyAnswersBesideTheMaster() {
        given.running("MASTER", Optional.empty());
        assertEquals(List.of(), ids());
    }

    @Test
    void anybodyElseWhoAnswersForAMastersAddressIsAProblem() {
        given.running("MASTER", Optional.empty()).holder("192.0.2.100", STRANGER);
        Finding finding = Given.only(examined());
        assertEquals("vip-held-by-other", finding.id().word());
        assertTrue(finding.evidence().contains(STRANGER), finding.evidence());
    }

    @Test
    void theOtherNodeIsNamedWhenItAnswers() {
        given.running("MASTER", Optional.empty(), Given.peer("192.0.2.2", 900_000))
                .holder("192.0.2.2", OTHER)
                .holder("192.0.2.100", OTHER);
        assertTrue(Given.only(examined()).evidence().contains("the node 192.0.2.2"));
    }

    @Test
    void theMasterMayAnswerABackupAndNobodyElse() {
        given.running("BACKUP", Optional.of("192.0.2.2"))
                .holder("192.0.2.2", OTHER)
                .holder("192.0.2.100", OTHER);
        assertEquals(List.of(), ids());
        given.holder("192.0.2.100", STRANGER);
        assertEquals(List.of("vip-held-by-other"), ids());
    }

    @Test
    void aMacThatIsNotTheMastersIsAProblemOnABackup() {
        given.running("BACKUP", Optional.of("192.0.2.2"))
                .holder("192.0.2.2", OTHER)
                .holder("192.0.2.100", STRANGER);
        assertEquals(List.of("vip-held-by-other"), ids());
    }

    @Test
    void theVirtualRoutersOwnMacMayAnswer() {
        given.running("BACKUP", Optional.of("192.0.2.2")).holder("192.0.2.100", "00:00:5e:00:01:33");
        assertEquals(List.of(), ids());
    }

    @Test
    void aMasterWhoseAddressNobodyAnswersForIsAWarning() {
        given.running("BACKUP", Optional.of("192.0.2.2")).holder("192.0.2.2", OTHER);
        assertEquals(List.of("vip-unanswered"), ids());
    }

    @Test
    void withoutADaemonItCannotBeToldWhoMayAnswer() {
        given.holder("192.0.2.100", STRANGER);
        assertEquals(List.of("vip-holder-unknown"), ids());
    }

    @Test
    void anAddressIsAskedForWhereItBelongs() {
        given.file(Given.INSTANCE.replace("192.0.2.100/24", "192.0.2.100/24 dev eth1"))
                .running("BACKUP", Optional.of("192.0.2.2"));
        assertEquals(List.of(), ids());
        assertEquals(1, examined().unseen().size());
        given.link(3, "eth1", UP_BROADCAST_RUNNING_MULTICAST, 0, "veth").holder("192.0.2.100", STRANGER);
        assertEquals(List.of(), ids());
        given.running("MASTER", Optional.empty());
        assertTrue(Given.only(examined()).evidence().startsWith("on eth1 "));
    }

    @Test
    void onAnInterfaceWithoutCarrierNobodyIsAsked() {
        given.link(2, "eth0", UP_WITHOUT_CARRIER, 0, "veth").running("MASTER", Optional.empty());
        assertEquals(List.of(), examined().findings());
        assertEquals(1, examined().unseen().size());
    }
}
