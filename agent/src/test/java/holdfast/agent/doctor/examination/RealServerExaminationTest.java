package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.realserver.ListeningPorts;
import holdfast.agent.realserver.RealServerKernel;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealServerExaminationTest {
    /** eth0's own address is that of the real server. */
    private static final String DIRECTORS = """
            virtual_server 192.0.2.100 80 {
                lvs_sched rr
                lvs_method DR
                protocol TCP
                real_server 192.0.2.1 80 {
                    weight 1
                }
            }
            """;

    @TempDir
    Path procNet;

    private final Given given = new Given();

    private Notebook examined() {
        RealServerKernel kernel = new RealServerKernel() {
            @Override
            public List<InterfaceInfo> links() {
                return given.subject().network().links();
            }

            @Override
            public List<KernelAddress> addresses() {
                return given.subject().network().addresses();
            }

            @Override
            public Optional<String> change(RouteRequest request) {
                throw new AssertionError("the doctor changes nothing");
            }

            @Override
            public String read(String setting) throws IOException {
                return given.subject().network().setting(setting).orElseThrow(() -> new IOException(setting));
            }

            @Override
            public void write(String setting, String value) {
                throw new AssertionError("the doctor changes nothing");
            }
        };
        return given.examine(new RealServerExamination(kernel, () -> ListeningPorts.read(procNet)));
    }

    @Test
    void aRealServerThatIsNotPreparedIsToldHow() {
        given.file(DIRECTORS)
                .link(1, "lo", 0x49, 0, "")
                .setting("ipv4/conf/all/arp_ignore", "0")
                .setting("ipv4/conf/all/arp_announce", "0");
        List<String> commands = examined().findings().stream()
                .filter(finding -> finding.gravity() == Gravity.WARNING)
                .flatMap(finding -> finding.remedy().command().stream())
                .toList();
        assertEquals(
                List.of(
                        "sysctl -w net.ipv4.conf.all.arp_ignore=1",
                        "sysctl -w net.ipv4.conf.all.arp_announce=2",
                        "ip address add 192.0.2.100/32 dev lo"),
                commands);
    }

    @Test
    void aServiceThatDoesNotListenIsFound() {
        given.file(DIRECTORS)
                .setting("ipv4/conf/all/arp_ignore", "1")
                .setting("ipv4/conf/all/arp_announce", "2")
                .link(1, "lo", 0x49, 0, "")
                .address(1, "192.0.2.100", 32);
        assertTrue(examined().findings().stream()
                .map(Finding::what)
                .anyMatch(what -> what.startsWith("nothing listens on port 80")));
    }

    @Test
    void whoIsNoRealServerIsNotExamined() {
        given.file(DIRECTORS.replace("real_server 192.0.2.1", "real_server 192.0.2.7"));
        assertEquals(List.of(), examined().findings());
    }

    /** The director itself serves, too: the address on eth0 is that of the virtual router. */
    @Test
    void aDirectorIsNotToldToMoveTheAddressToLo() {
        given.file(Given.INSTANCE + DIRECTORS);
        assertEquals(List.of(), examined().findings());
    }
}
