package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings, IPVS, programs that manage interfaces, the clock, capabilities. */
class MachineExaminationsTest {
    private static final String NAT = Given.INSTANCE + """
            virtual_server 192.0.2.100 80 {
                lvs_sched wrr
                lvs_method NAT
                protocol TCP
                real_server 10.0.0.11 80 {
                    weight 1
                }
            }
            """;

    private final Given given = new Given();

    private List<String> settings() {
        return Given.ids(given.examine(new SettingsExamination(given.files())));
    }

    private List<String> ipvs() {
        return Given.ids(given.examine(new IpvsExamination(given.programs(), given.files())));
    }

    private List<String> managers() {
        return Given.ids(given.examine(new ManagersExamination(given.files(), given.programs())));
    }

    private List<String> capabilities() {
        return Given.ids(given.examine(new CapabilitiesExamination(given.files())));
    }

    @Test
    void natNeedsForwarding() {
        given.file(NAT).setting("ipv4/ip_forward", "0");
        Finding finding = Given.only(given.examine(new SettingsExamination(given.files())));
        assertEquals("forwarding-off", finding.id().word());
        assertEquals(
                "sysctl -w net.ipv4.ip_forward=1", finding.remedy().command().orElseThrow());
        given.setting("ipv4/ip_forward", "1");
        assertEquals(List.of(), settings());
        given.file(NAT.replace("NAT", "DR")).setting("ipv4/ip_forward", "0");
        assertEquals(List.of(), settings());
    }

    @Test
    void haproxyOnAVirtualAddressNeedsNonlocalBind() {
        given.setting("ipv4/ip_nonlocal_bind", "0");
        assertEquals(List.of(), settings());
        given.content("/etc/haproxy/haproxy.cfg", "frontend web\n    bind 192.0.2.100:443 ssl crt x.pem\n");
        assertEquals(List.of("nonlocal-bind"), settings());
        given.content("/etc/haproxy/haproxy.cfg", "frontend web\n    bind *:443\n");
        assertEquals(List.of(), settings());
        given.content("/etc/haproxy/haproxy.cfg", "frontend web\n    bind 192.0.2.100:443\n")
                .setting("ipv4/ip_nonlocal_bind", "1");
        assertEquals(List.of(), settings());
    }

    @Test
    void readOnlySettingsMatterToVirtualMacs() {
        given.content("/proc/self/mounts", "proc /proc/sys proc ro,nosuid,relatime 0 0\n");
        assertEquals(List.of(), settings());
        given.file(Given.INSTANCE.replace("advert_int 1", "use_vmac"));
        assertEquals(List.of("settings-read-only"), settings());
        given.content("/proc/self/mounts", "proc /proc/sys proc rw,nosuid,relatime 0 0\n");
        assertEquals(List.of(), settings());
    }

    @Test
    void routerAdvertisementsAndForwardingNeedAWord() {
        given.file(Given.INSTANCE
                        .replace("192.0.2.100/24", "2001:db8::100/64")
                        .replaceAll("(?s)authentication \\{.*?\\}", ""))
                .setting("ipv6/conf/eth0/forwarding", "1")
                .setting("ipv6/conf/eth0/accept_ra", "1");
        assertEquals(List.of("accept-ra"), settings());
        given.setting("ipv6/conf/eth0/accept_ra", "2");
        assertEquals(List.of(), settings());
    }

    @Test
    void virtualServersNeedIpvsAndTheirScheduler() {
        assertEquals(List.of(), ipvs());
        given.file(NAT);
        assertEquals(List.of("ipvs-missing"), ipvs());
        given.content("/proc/net/ip_vs", "IP Virtual Server version 1.2.1 (size=4096)\n")
                .program("modprobe --dry-run --quiet ip_vs_wrr", "");
        assertEquals(List.of(), ipvs());
        given.program("modprobe --dry-run --quiet ip_vs_wrr", 1, "not found");
        assertEquals(List.of("ipvs-scheduler"), ipvs());
        given.content("/proc/modules", "ip_vs_wrr 16384 1 - Live 0x0\n");
        assertEquals(List.of(), ipvs());
    }

    @Test
    void connectionTrackingOfNatIsNoted() {
        given.file(NAT)
                .content("/proc/net/ip_vs", "IP Virtual Server version 1.2.1 (size=4096)\n")
                .program("modprobe --dry-run --quiet ip_vs_wrr", "")
                .setting("ipv4/vs/conntrack", "0");
        assertEquals(List.of("ipvs-conntrack"), ipvs());
    }

    @Test
    void networkdKeepsForeignAddressesOnlyWhenToldTo() {
        assertEquals(List.of(), managers());
        given.content(
                        "/run/systemd/netif/links/2",
                        "ADMIN_STATE=configured\nNETWORK_FILE=/etc/systemd/network/10-lan.network\n")
                .content(
                        "/etc/systemd/network/10-lan.network",
                        "[Match]\nName=eth0\n[Network]\nKeepConfiguration=static\n");
        Finding finding = Given.only(given.examine(new ManagersExamination(given.files(), given.programs())));
        assertEquals("networkd-removes", finding.id().word());
        assertTrue(finding.remedy()
                .command()
                .orElseThrow()
                .contains("> /etc/systemd/network/10-lan.network.d/60-vrrp.conf && networkctl reload"));
        given.content("/etc/systemd/network/10-lan.network.d/60-vrrp.conf", "[Network]\nKeepConfiguration=yes\n");
        given.content("/usr/lib/systemd/network/10-lan.network.d/10-vendor.conf", "[Network]\nKeepConfiguration=no\n");
        assertEquals(List.of(), managers());
    }

    @Test
    void networkManagerIsNotedWhereItManagesTheInterface() {
        given.content("/run/NetworkManager/devices/2", "[device]\nmanaged=false\n");
        assertEquals(List.of(), managers());
        given.content("/run/NetworkManager/devices/2", "[device]\nmanaged=true\n");
        assertEquals(List.of("networkmanager-manages"), managers());
    }

    /** Files and answers as systemd-networkd 252 and NetworkManager 1.42 wrote them. */
    @Test
    void theFileOfNetworkManagerStaysWhenTheInterfaceIsOutOfItsCare() {
        given.content("/run/NetworkManager/devices/2", """
                [device]
                managed=true
                perm-hw-addr-fake=DA:7F:22:35:FC:98
                connection-uuid=80570ffc-8d67-4d0b-8024-a722a92aeddc
                nm-owned=false
                route-metric-default-effective=100
                """);
        String asked = "nmcli -g GENERAL.STATE device show eth0";
        given.program(asked, "100 (connected)\n");
        assertEquals(List.of("networkmanager-manages"), managers());
        given.program(asked, "10 (unmanaged)\n");
        assertEquals(List.of(), managers());
        given.program(asked, 8, "Error: NetworkManager is not running.\n");
        assertEquals(List.of(), managers());
    }

    @Test
    void theFileOfNetworkdNamesWhatTheInterfaceIsSetUpBy() {
        given.content("/run/systemd/netif/links/2", """
                # This is private data. Do not parse.
                ADMIN_STATE=configuring
                OPER_STATE=routable
                CARRIER_STATE=carrier
                ADDRESS_STATE=routable
                REQUIRED_FOR_ONLINE=yes
                ACTIVATION_POLICY=up
                NETWORK_FILE=/etc/systemd/network/10-e0.network
                DNS=
                """);
        assertEquals(List.of("networkd-removes"), managers());
    }

    @Test
    void theClockIsAskedForAndNotGuessed() {
        String command = "timedatectl show --property=NTPSynchronized --value";
        assertEquals(
                1,
                given.examine(new ClockExamination(given.programs())).unseen().size());
        given.program(command, "no\n");
        assertEquals(List.of("clock-unsynchronised"), Given.ids(given.examine(new ClockExamination(given.programs()))));
        given.program(command, "yes\n");
        assertEquals(List.of(), Given.ids(given.examine(new ClockExamination(given.programs()))));
        given.program(command, 1, "System has not been booted with systemd");
        assertEquals(
                1,
                given.examine(new ClockExamination(given.programs())).unseen().size());
    }

    /** Bit 12 is NET_ADMIN, bit 13 NET_RAW (linux/capability.h): together 0x3000. */
    @Test
    void theDaemonNeedsTwoCapabilities() {
        given.running("MASTER", Optional.empty())
                .content("/proc/812/status", "Name:\tjava\nCapEff:\t0000000000003000\n");
        assertEquals(List.of(), capabilities());
        given.content("/proc/812/status", "Name:\tjava\nCapEff:\t0000000000001000\n");
        Finding finding = Given.only(given.examine(new CapabilitiesExamination(given.files())));
        assertEquals("capability-missing", finding.id().word());
        assertTrue(finding.what().contains("NET_RAW") && !finding.what().contains("NET_ADMIN"), finding.what());
    }

    @Test
    void withoutADaemonOurOwnCapabilitiesAreLookedAt() {
        given.content("/proc/self/status", "CapEff:\t0000000000000000\n");
        assertEquals(List.of("capability-missing"), capabilities());
    }
}
