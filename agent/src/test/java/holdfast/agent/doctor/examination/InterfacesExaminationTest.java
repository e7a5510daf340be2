package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Notebook;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Flags are those of netdevice(7). */
class InterfacesExaminationTest {
    private static final int UP = 0x1;
    private static final int RUNNING = 0x40;
    private static final int MULTICAST = 0x1000;

    private final Given given = new Given();

    private Notebook examined() {
        return given.examine(new InterfacesExamination(given.programs(), given.files()));
    }

    private String command() {
        return Given.only(examined()).remedy().command().orElseThrow();
    }

    private List<String> ids() {
        return Given.ids(examined());
    }

    @Test
    void anInterfaceThatIsUpIsInOrder() {
        assertEquals(List.of(), ids());
        assertEquals(1, examined().findings().size());
    }

    @Test
    void oneThatIsSwitchedOffIsAProblemWithACommand() {
        given.link(2, "eth0", MULTICAST, 0, "veth");
        assertEquals(List.of("interface-down"), ids());
        assertEquals("ip link set dev eth0 up", command());
    }

    @Test
    void oneWithoutCarrierIsAProblem() {
        given.link(2, "eth0", UP | MULTICAST, 0, "veth");
        assertEquals(List.of("interface-no-carrier"), ids());
    }

    @Test
    void theParentOfAVlanIsNamedWhenThatIsSwitchedOff() {
        given.link(2, "eth0", UP | MULTICAST, 5, "vlan").link(5, "trunk", MULTICAST, 0, "");
        assertEquals(List.of("interface-parent-down"), ids());
        assertEquals("ip link set dev trunk up", command());
    }

    @Test
    void theOtherEndOfAVethIsNoParent() {
        given.link(2, "eth0", UP | RUNNING | MULTICAST, 5, "veth").link(5, "trunk", 0, 0, "");
        assertEquals(List.of(), ids());
    }

    @Test
    void multicastIsNeededUnlessThereArePeers() {
        given.link(2, "eth0", UP | RUNNING, 0, "veth");
        assertEquals(List.of("interface-no-multicast"), ids());
        assertEquals("ip link set dev eth0 multicast on", command());
        given.file(Given.INSTANCE.replace("advert_int 1", "unicast_peer {\n192.0.2.2\n}"));
        assertEquals(List.of(), ids());
    }

    /** 80 addresses of 16 bytes, 40 bytes of IPv6 header and 8 of VRRP: 1328. */
    @Test
    void anAdvertThatDoesNotFitIsAProblem() {
        given.file(ipv6(80));
        assertEquals(List.of(), ids());
        given.mtu(1327);
        assertEquals(List.of("interface-mtu"), ids());
        assertEquals("ip link set dev eth0 mtu 1500", command());
    }

    private static String ipv6(int count) {
        String addresses = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "fe80::5:" + Integer.toHexString(number))
                .collect(Collectors.joining("\n"));
        return "vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\npriority 100\nvirtual_ipaddress {\n"
                + addresses + "\n}\n}\n";
    }

    @Test
    void aBridgeThatSnoopsWithoutAskingIsNotedForIpv6() {
        given.file(ipv6(1)).link(2, "eth0", UP | RUNNING | MULTICAST, 0, "bridge");
        assertEquals(1, examined().unseen().size());
        String command = "ip -d -j link show dev eth0";
        String answer =
                "[{\"linkinfo\":{\"info_kind\":\"bridge\",\"info_data\":{\"mcast_snooping\":%d,\"mcast_querier\":%d}}}]";
        given.program(command, answer.formatted(1, 0));
        assertEquals(List.of("bridge-snooping"), ids());
        given.program(command, answer.formatted(1, 1));
        assertEquals(List.of(), ids());
        given.program(command, answer.formatted(0, 0));
        assertEquals(List.of(), ids());
    }

    @Test
    void aSecondMacOnACardOfAVirtualMachineIsNoted() {
        given.file(Given.INSTANCE.replace("advert_int 1", "use_vmac"));
        assertEquals(List.of(), ids());
        given.content("/sys/class/net/eth0/device/driver", "vmxnet3");
        Finding finding = Given.only(examined());
        assertEquals("virtual-mac-filtered", finding.id().word());
    }
}
