package holdfast.linux;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Hears of changes in the namespace, one's own included (rtnetlink(7)): of links and addresses, or of what was removed from the routing tables.
 */
public final class RouteMonitor implements Pollable, AutoCloseable {
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int[] GROUPS = {1, 5, 9}; // RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR
    private static final int[] ROUTING_GROUPS = {7, 8, 11, 19
    }; // RTNLGRP_IPV4_ROUTE, _IPV4_RULE, _IPV6_ROUTE, _IPV6_RULE
    private static final int RECEIVE_BUFFER = 8 << 20;
    private static final int ROUTING_BUFFER = 1 << 20;
    private static final int DATAGRAMS_PER_READ = 256;

    private final NetlinkSocket socket;

    private RouteMonitor(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Opens a monitor of links and addresses; changes from now on are heard. Dump after this, not before, so that nothing falls between.
     */
    public static RouteMonitor open() throws LinuxException {
        return open(GROUPS, RECEIVE_BUFFER);
    }

    /**
     * Opens a monitor of rules that are removed, and of routes of a protocol that are. All others are turned away in the kernel: a router that learns a
     * hundred thousand routes is not to wake anybody here.
     *
     * @param protocol rtm_protocol, 1 to 255
     */
    public static RouteMonitor ofRemovals(int protocol) throws LinuxException {
        RouteMonitor monitor = open(ROUTING_GROUPS, ROUTING_BUFFER);
        try {
            PacketFilter.attach(monitor.socket.descriptor(), PacketFilter.removals(protocol));
            return monitor;
        } catch (LinuxException e) {
            monitor.close();
            throw e;
        }
    }

    private static RouteMonitor open(int[] groups, int receiveBuffer) throws LinuxException {
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.Protocol.ROUTE, receiveBuffer);
        try {
            for (int group : groups) {
                socket.descriptor().option(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group, "NETLINK_ADD_MEMBERSHIP");
            }
            return new RouteMonitor(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Takes what has arrived, at most 256 messages so that a flood cannot hold the caller; never waits.
     *
     * @param listener is given the events in order
     * @return true when there may be more
     * @throws LinuxException when the socket is in trouble
     */
    public boolean read(Consumer<RouteEvent> listener) throws LinuxException {
        for (int i = 0; i < DATAGRAMS_PER_READ; i++) {
            int length = socket.read();
            if (length < 0) {
                if (-length == Errno.EAGAIN.number() || -length == Errno.EINTR.number()) {
                    return false;
                }
                if (-length != Errno.ENOBUFS.number()) {
                    throw new LinuxException(Errno.of(-length), "recv", "route monitor");
                }
                listener.accept(new RouteEvent.Overrun());
                continue;
            }
            dispatch(socket.incoming(), length, listener);
        }
        return true;
    }

    /** Gives the news in one datagram to the listener. */
    static void dispatch(ByteBuffer bytes, int length, Consumer<RouteEvent> listener) {
        NetlinkMessages messages = new NetlinkMessages(bytes, length);
        while (messages.next()) {
            RouteDecoder.event(bytes, messages.type(), messages.start(), messages.end())
                    .ifPresent(listener);
        }
    }

    @Override
    public int fd() {
        return socket.descriptor().number();
    }

    @Override
    public void close() {
        socket.close();
    }
}
