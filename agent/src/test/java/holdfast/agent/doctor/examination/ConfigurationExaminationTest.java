package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.agent.check.Host;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Notebook;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationExaminationTest {
    private final Given given = new Given();
    private final Map<String, String> settings = new HashMap<>(Map.of("ipv4/conf/eth0/arp_ignore", "0"));

    private Notebook examined() {
        return given.examine(new ConfigurationExamination(new Host() {
            @Override
            public List<OwnAddress> addresses() {
                return List.of(new OwnAddress("eth0", InetAddress.ofLiteral("192.0.2.1"), 24));
            }

            @Override
            public Optional<String> setting(String path) {
                return Optional.ofNullable(settings.get(path));
            }
        }));
    }

    @Test
    void aGoodFileOnAGoodMachineIsInOrder() {
        Notebook notebook = examined();
        assertEquals(List.of(), Given.ids(notebook));
        assertEquals(2, notebook.findings().size());
    }

    @Test
    void mistakesAreCountedAndTheFirstIsShown() {
        given.file(Given.INSTANCE.replace("virtual_router_id 51", "virtual_router_id 300"));
        assertEquals("configuration-errors", Given.only(examined()).id().word());
        given.file(Given.INSTANCE.replace("advert_int 1", "advert_int 1\nstate MAASTER"));
        assertFalse(Given.ids(examined()).isEmpty());
    }

    @Test
    void aMistakeInALineWithAPasswordIsNotQuoted() {
        given.file(Given.INSTANCE.replace("auth_pass s3cr3tpw", "auth_pasword s3cr3tpw"));
        Notebook notebook = examined();
        assertFalse(Given.ids(notebook).isEmpty());
        assertFalse(
                notebook.findings().toString().contains("s3cr3tpw"),
                notebook.findings().toString());
    }

    @Test
    void whatCheckFindsOnTheMachineIsFoundHereWithItsCommand() {
        settings.put("ipv4/conf/eth0/arp_ignore", "8");
        Finding finding = Given.only(examined());
        assertEquals("host", finding.id().word());
        assertEquals(Gravity.WARNING, finding.gravity());
        assertEquals(List.of("VI_1"), finding.place().instances());
        assertEquals(
                "sysctl -w net.ipv4.conf.eth0.arp_ignore=1",
                finding.remedy().command().orElseThrow());
    }

    @Test
    void aHintThatIsOnlyACommandInPartIsSplit() {
        settings.put("ipv4/ip_nonlocal_bind", "0");
        Finding finding = Given.only(examined());
        assertEquals(Gravity.NOTE, finding.gravity());
        assertEquals(
                "sysctl -w net.ipv4.ip_nonlocal_bind=1",
                finding.remedy().command().orElseThrow());
        assertEquals(
                "if there is one; to keep it: 'net.ipv4.ip_nonlocal_bind = 1' in /etc/sysctl.d/60-vrrp.conf",
                finding.remedy().advice());
    }
}
