package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import java.net.InetAddress;

/**
 * What identifies a destination within a service, to the kernel; or a real server within a virtual server, to the configuration.
 *
 * @param address its address
 * @param port 0 to 65535
 */
record Endpoint(InetAddress address, int port) {
    static Endpoint of(IpvsDestination destination) {
        return new Endpoint(destination.address(), destination.port());
    }

    static Endpoint of(RealServer server) {
        return new Endpoint(server.address(), server.port());
    }

    static Endpoint of(RealServerId id) {
        return new Endpoint(id.address(), id.port());
    }
}
