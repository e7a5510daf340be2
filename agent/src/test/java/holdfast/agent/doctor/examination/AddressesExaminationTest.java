package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.linux.AddressFlags;
import holdfast.linux.KernelAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesExaminationTest {
    private static final int UP_LOOPBACK = 0x1 | 0x8 | 0x40;

    private final Given given = new Given();

    private Finding only() {
        return Given.only(given.examine(new AddressesExamination()));
    }

    private List<String> ids() {
        return Given.ids(given.examine(new AddressesExamination()));
    }

    @Test
    void aMasterHasItsAddressAndABackupHasNot() {
        given.running("BACKUP", Optional.of("192.0.2.2"));
        assertEquals(List.of(), ids());
        given.running("MASTER", Optional.empty()).address(2, "192.0.2.100", 24);
        assertEquals(List.of(), ids());
    }

    @Test
    void aMasterWithoutItsAddressIsAProblem() {
        given.running("MASTER", Optional.empty());
        Finding finding = only();
        assertEquals("vip-missing", finding.id().word());
        assertEquals(
                "ip address add 192.0.2.100/24 dev eth0",
                finding.remedy().command().orElseThrow());
    }

    @Test
    void anAddressOfABackupIsStale() {
        given.running("BACKUP", Optional.of("192.0.2.2")).address(2, "192.0.2.100", 24);
        Finding finding = only();
        assertEquals("vip-stale", finding.id().word());
        assertEquals(
                "ip address del 192.0.2.100/24 dev eth0",
                finding.remedy().command().orElseThrow());
    }

    @Test
    void anAddressWithoutADaemonIsStaleUnlessKeepalivedRuns() {
        given.address(2, "192.0.2.100", 24);
        assertEquals(List.of("vip-stale"), ids());
        given.keepalived(77);
        assertEquals(List.of(), ids());
    }

    @Test
    void anAddressOnLoOfTheMasterIsFound() {
        given.link(1, "lo", UP_LOOPBACK, 0, "").running("MASTER", Optional.empty());
        given.address(2, "192.0.2.100", 24).address(1, "192.0.2.100", 32);
        assertEquals("vip-on-lo", only().id().word());
    }

    @Test
    void anAddressOnAnotherInterfaceOrWithAnotherPrefixIsFound() {
        given.link(3, "eth1", UP_LOOPBACK, 0, "veth").running("MASTER", Optional.empty());
        given.address(3, "192.0.2.100", 24);
        assertEquals("vip-elsewhere", only().id().word());
        Given other = new Given().running("MASTER", Optional.empty()).address(2, "192.0.2.100", 32);
        Finding finding = Given.only(other.examine(new AddressesExamination()));
        assertEquals("vip-prefix", finding.id().word());
        assertEquals(
                "ip address del 192.0.2.100/32 dev eth0",
                finding.remedy().command().orElseThrow());
    }

    /** Two instances with one link-local gateway, as routers for IPv6 have it. */
    private static final String GATEWAYS = Given.INSTANCE
                    .replaceAll("(?s)authentication \\{.*?\\}", "version 3")
                    .replace("192.0.2.100/24", "fe80::1/64")
            + Given.INSTANCE
                    .replaceAll("(?s)authentication \\{.*?\\}", "version 3")
                    .replace("VI_1", "VI_2")
                    .replace("eth0", "eth1")
                    .replace("192.0.2.100/24", "fe80::1/64");

    @Test
    void theSameLinkLocalAddressOfAnotherInstanceIsNoMistake() {
        given.file(GATEWAYS).link(3, "eth1", UP_LOOPBACK, 0, "veth").address(3, "fe80::1", 64);
        given.running("BACKUP", Optional.of("fe80::2"));
        assertEquals(List.of(), ids());
        given.running("MASTER", Optional.empty());
        assertEquals(List.of("vip-missing"), ids());
        given.address(2, "fe80::1", 64);
        assertEquals(List.of(), ids());
    }

    @Test
    void anAddressThatBelongsOnLoIsInOrderThere() {
        given.file(Given.INSTANCE.replace("192.0.2.100/24", "192.0.2.100/32 dev lo"))
                .link(1, "lo", UP_LOOPBACK, 0, "")
                .running("MASTER", Optional.empty())
                .address(1, "192.0.2.100", 32);
        assertEquals(List.of(), ids());
    }

    @Test
    void aBackupThatIsARealServerMayHaveTheAddressOnLoWhereItIsSilentAboutIt() {
        given.link(1, "lo", UP_LOOPBACK, 0, "").running("BACKUP", Optional.of("192.0.2.2"));
        given.address(1, "127.0.0.1", 8).address(1, "192.0.2.100", 32);
        assertEquals(List.of("vip-stale"), ids());
        given.setting("ipv4/conf/all/arp_ignore", "1");
        assertEquals(List.of(), ids());
    }

    @Test
    void anAddressTheKernelFoundTwiceIsFound() {
        given.file(Given.INSTANCE
                        .replace("192.0.2.100/24", "2001:db8::100/64")
                        .replaceAll("(?s)authentication \\{.*?\\}", ""))
                .running("MASTER", Optional.empty())
                .address(KernelAddress.of(2, InetAddress.ofLiteral("2001:db8::100"), 64)
                        .withFlags(AddressFlags.DADFAILED));
        assertEquals("vip-duplicate-detected", only().id().word());
    }
}
