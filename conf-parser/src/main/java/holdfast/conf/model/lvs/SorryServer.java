package holdfast.conf.model.lvs;

import java.net.InetAddress;

/**
 * The server that stands in when the quorum is lost.
 *
 * @param address its address
 * @param port its port; 0 when none was given
 * @param forwarding how packets reach it; default: as the virtual server's
 * @param inhibitOnFailure {@code sorry_server_inhibit}: it stays in the table with weight 0 when it is not needed
 */
public record SorryServer(InetAddress address, int port, ForwardingMethod forwarding, boolean inhibitOnFailure) {}
