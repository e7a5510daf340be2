package holdfast.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What Jazzer feeds with answers of the kernel ({@code integration-tests/src/fuzz/run netlink}): the first byte says what was asked, the
 * second whether the answers have the right numbers, the rest is what {@link PlayedKernel} tells. Whatever that is: nothing but a {@link
 * LinuxException} is thrown, reading ends, what is made of it is not more than it, and does not depend on what lies behind it in memory.
 */
public final class NetlinkFuzzer {
    private static final int IPVS_FAMILY = 0x20;
    private static final int QUESTIONS = 11;
    private static final IpvsServiceKey KEY =
            new IpvsServiceKey.Address(IpvsProtocol.TCP, InetAddress.ofLiteral("192.0.2.100"), 80);
    private static final List<RouteRequest> CHANGES = List.of(
            new RouteRequest.AddAddress(KernelAddress.of(2, InetAddress.ofLiteral("192.0.2.100"), 24)
                    .withProtocol(18)),
            new RouteRequest.SetLinkUp(2),
            new RouteRequest.DeleteLink(3));

    private NetlinkFuzzer() {}

    /** Jazzer's entry point: one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Object one = told(input, (byte) 0);
        Object other = told(input, (byte) 0xFF);
        require(one.equals(other), "depends on what is behind: " + one + " or " + other);
    }

    /** What the caller of the module is told: values, or the error. */
    private static Object told(byte[] input, byte behind) {
        ByteBuffer answers = ByteBuffer.wrap(input, 2, input.length - 2).order(ByteOrder.LITTLE_ENDIAN);
        PlayedKernel kernel = new PlayedKernel(answers, (input[1] & 1) == 0, behind);
        try {
            Object told = ask((input[0] & 0xFF) % QUESTIONS, kernel);
            require(
                    !(told instanceof List<?> list) || list.size() <= Math.max(3, input.length / 4),
                    "more than there is");
            return told;
        } catch (LinuxException e) {
            return e.getMessage();
        }
    }

    private static Object ask(int question, PlayedKernel kernel) throws LinuxException {
        RouteSocket routes = new RouteSocket(kernel);
        IpvsSocket ipvs = new IpvsSocket(new NetlinkConversation(kernel), IPVS_FAMILY);
        return switch (question) {
            case 0 -> routes.links();
            case 1 -> routes.addresses();
            case 2 -> routes.perform(CHANGES);
            case 3 -> news(kernel);
            case 4 -> ipvs.services();
            case 5 -> ipvs.destinations(KEY);
            case 6 -> ipvs.syncDaemons();
            case 7 -> ipvs.timeouts();
            case 8 -> ipvs.version();
            case 9 -> ipvs.perform(List.of(new IpvsRequest.Flush(), new IpvsRequest.DeleteService(KEY)));
            default -> IpvsSocket.on(kernel).table();
        };
    }

    private static List<RouteEvent> news(PlayedKernel kernel) {
        List<RouteEvent> events = new ArrayList<>();
        for (int length = kernel.read(); length >= 0; length = kernel.read()) {
            RouteMonitor.dispatch(kernel.incoming(), length, events::add);
        }
        return events;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
