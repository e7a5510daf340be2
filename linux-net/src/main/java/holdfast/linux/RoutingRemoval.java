package holdfast.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A request to remove a route or a rule as text, for another process of this machine to make: it has the numbers of interfaces in it, which are of no meaning
 * elsewhere or after a restart.
 *
 * @param digits the netlink message (RTM_DELROUTE or RTM_DELRULE) in hexadecimal digits
 * @param made a checksum of the request that made the route or rule: it also differs with what a removal does not say, such as an MTU
 */
public record RoutingRemoval(String digits, String made) {
    /** @throws IllegalArgumentException when it is anything else */
    public RoutingRemoval {
        byte[] bytes = HexFormat.of().parseHex(digits);
        if (bytes.length < NetlinkMessages.HEADER) {
            throw new IllegalArgumentException("too short for a message");
        }
        ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int type = message.getShort(Integer.BYTES);
        if (message.getInt(0) != bytes.length
                || (type != RoutingMessages.RTM_DELROUTE && type != RoutingMessages.RTM_DELRULE)) {
            throw new IllegalArgumentException("no request to remove a route or rule");
        }
    }

    /** Of a route. */
    public static RoutingRemoval of(KernelRoute route) {
        NetlinkWriter message = new NetlinkWriter();
        RoutingMessages.putDeleteRoute(message, route, 0);
        NetlinkWriter addition = new NetlinkWriter();
        RoutingMessages.putNewRoute(addition, route, 0);
        return of(message, addition);
    }

    /** Of a rule. */
    public static RoutingRemoval of(KernelRule rule) {
        NetlinkWriter message = new NetlinkWriter();
        RoutingMessages.putDeleteRule(message, rule, 0);
        NetlinkWriter addition = new NetlinkWriter();
        RoutingMessages.putNewRule(addition, rule, 0);
        return of(message, addition);
    }

    private static RoutingRemoval of(NetlinkWriter removal, NetlinkWriter addition) {
        CRC32C checksum = new CRC32C();
        checksum.update(addition.toByteArray());
        return new RoutingRemoval(
                HexFormat.of().formatHex(removal.toByteArray()), HexFormat.of().toHexDigits((int) checksum.getValue()));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(digits);
    }
}
