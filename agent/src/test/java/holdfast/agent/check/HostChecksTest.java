package holdfast.agent.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each setting does is in the kernel's Documentation/networking/ip-sysctl.rst. */
class HostChecksTest {
    private static final String GOOD = """
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority 100
                virtual_ipaddress {
                    192.168.1.100/24
                }
            }
            """;

    private final List<Host.OwnAddress> addresses = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>(Map.of("ipv4/conf/eth0/arp_ignore", "0"));

    HostChecksTest() {
        address("eth0", "192.168.1.2", 24);
        address("eth0", "fe80::2", 64);
    }

    private void address(String interfaceName, String literal, int prefixLength) {
        addresses.add(new Host.OwnAddress(interfaceName, InetAddress.ofLiteral(literal), prefixLength));
    }

    private List<String> findings(String text) {
        SourceLoader loader = new SourceLoader() {
            @Override
            public List<String> glob(String directory, String pattern) {
                return List.of();
            }

            @Override
            public ReadOutcome read(String path) {
                return new Content(text.getBytes(StandardCharsets.UTF_8));
            }
        };
        Host host = new Host() {
            @Override
            public List<OwnAddress> addresses() {
                return addresses;
            }

            @Override
            public Optional<String> setting(String path) {
                return Optional.ofNullable(settings.get(path));
            }
        };
        return HostChecks.of(
                        ConfigurationReader.read(loader, "a.conf", ParseEnvironment.ofHost("a"))
                                .configuration(),
                        host)
                .stream()
                .map(finding -> finding.rule().id() + " " + finding.severity().word() + ": " + finding.subject()
                        + " " + finding.text()
                        + finding.hint().map(hint -> "; " + hint).orElse(""))
                .toList();
    }

    private String only(String text) {
        List<String> findings = findings(text);
        assertEquals(1, findings.size(), findings::toString);
        return findings.getFirst();
    }

    @Test
    void aMachineThatFitsHasNothingAgainstIt() {
        assertEquals(List.of(), findings(GOOD));
    }

    @Test
    void aVirtualAddressMustNotBeTheMachinesOwn() {
        assertEquals(
                "HF0504 warning: (VI_1) 192.168.1.2 is this machine's own address; an address no node has of its own",
                only(GOOD.replace("192.168.1.100", "192.168.1.2")));
    }

    @Test
    void itMayBeTheOwnersAddress() {
        assertEquals(
                List.of(),
                findings(GOOD.replace("192.168.1.100", "192.168.1.2").replace("priority 100", "priority 255")));
    }

    @Test
    void aVirtualAddressThatARunningMasterHoldsIsNotItsOwn() {
        address("eth0", "192.168.1.100", 24);
        assertEquals(List.of(), findings(GOOD));
    }

    @Test
    void aVirtualAddressInAnotherNetIsNoted() {
        assertEquals(
                "HF0505 warning: (VI_1) eth0 has no address in the net of 192.168.2.100/24; its own is 192.168.1.2/24",
                only(GOOD.replace("192.168.1.100", "192.168.2.100")));
    }

    @Test
    void withoutPrefixLengthTheNetOfTheInterfaceCounts() {
        assertEquals(List.of(), findings(GOOD.replace("100/24", "100")));
    }

    @Test
    void anInterfaceNeedsAnAddressToSendFrom() {
        addresses.clear();
        address("eth1", "192.168.1.2", 24);
        assertTrue(only(GOOD)
                .startsWith("HF0509 warning: (VI_1) interface eth0 has no IPv4 address to send adverts from"));
    }

    @Test
    void aSourceAddressMustExist() {
        String text = GOOD.replace("priority", "mcast_src_ip 192.168.1.3\n    priority");
        assertTrue(only(text).startsWith("HF0507 warning: (VI_1) no interface has mcast_src_ip 192.168.1.3"));
        assertEquals(List.of(), findings(text.replace("192.168.1.3", "192.168.1.2")));
    }

    @Test
    void ipv6MustNotBeSwitchedOff() {
        settings.put("ipv6/conf/eth0/disable_ipv6", "1");
        String text = GOOD.replace("192.168.1.100/24", "fe80::100/64");
        assertTrue(only(text).contains("net.ipv6.conf.eth0.disable_ipv6 = 1"));
        assertEquals(List.of(), findings(GOOD));
    }

    @Test
    void withAVirtualMacTheBaseInterfaceMustNotAnswer() {
        String text = GOOD.replace("priority", "use_vmac\n    priority");
        settings.put("ipv4/conf/all/rp_filter", "1");
        List<String> findings = findings(text);
        assertEquals(2, findings.size(), findings::toString);
        assertTrue(findings.getFirst().contains("net.ipv4.conf.eth0.arp_ignore=1"));
        assertTrue(findings.getLast().contains("net.ipv4.conf.eth0.rp_filter=2"));
        settings.put("ipv4/conf/eth0/arp_ignore", "1");
        settings.put("ipv4/conf/eth0/rp_filter", "2");
        assertEquals(List.of(), findings(text));
    }

    @Test
    void programsCanBindToWhatIsNotThereOnlyIfTheKernelLetsThem() {
        settings.put("ipv4/ip_nonlocal_bind", "0");
        assertTrue(only(GOOD).contains("net.ipv4.ip_nonlocal_bind = 0"));
        assertTrue(only(GOOD).startsWith("HF0506 note: "));
        settings.put("ipv4/ip_nonlocal_bind", "1");
        assertEquals(List.of(), findings(GOOD));
    }

    @Test
    void aSecondAddressOfItsOwnNetGoesWithTheFirst() {
        String text = GOOD.replace("192.168.1.100/24", "10.0.0.1/24\n        10.0.0.2/24");
        assertTrue(
                findings(text).stream().anyMatch(line -> line.contains("net.ipv4.conf.eth0.promote_secondaries = 0")));
        settings.put("ipv4/conf/all/promote_secondaries", "1");
        assertTrue(findings(text).stream().noneMatch(line -> line.contains("promote_secondaries")));
    }

    @Test
    void aMasterHearsTheSameAsABackup() {
        String text = GOOD.replace("192.168.1.100/24", "10.0.0.1/24\n        10.0.0.2/24")
                + "vrrp_instance VI_2 {\n interface eth0\n virtual_router_id 52\n virtual_ipaddress {\n 10.0.0.3/24\n }\n}\n";
        List<String> onBackup = findings(text);
        address("eth0", "10.0.0.1", 24);
        address("eth0", "10.0.0.2", 24);
        address("eth0", "10.0.0.3", 24);
        assertEquals(onBackup, findings(text));
        assertTrue(onBackup.stream().anyMatch(line -> line.contains("promote_secondaries")), onBackup::toString);
        assertTrue(onBackup.stream().anyMatch(line -> line.contains("no address in the net of 10.0.0.3")));
    }

    @Test
    void anInterfaceThatDoesNotExistIsNotSpokenOfAgain() {
        assertEquals(List.of(), findings(GOOD.replace("eth0", "eth9")));
    }
}
