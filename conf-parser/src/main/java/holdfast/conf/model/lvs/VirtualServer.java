package holdfast.conf.model.lvs;

import holdfast.conf.model.AddressFamily;
import java.util.List;
import java.util.Optional;

/**
 * A {@code virtual_server} block.
 *
 * @param service what clients address
 * @param family the family of the service, and of real servers without a tunnel
 * @param protocol empty for firewall marks
 * @param scheduling how connections are spread, {@code wlc} by default
 * @param forwarding default for real servers and the sorry server
 * @param persistence empty: none
 * @param quorum how much weight must be alive
 * @param sorryServer stands in when the quorum is lost
 * @param checks what real servers inherit for their checks
 * @param alpha real servers count as failed until a check succeeded
 * @param omega {@code quorum_down} and {@code notify_down} are run when the daemon ends, too
 * @param haSuspend checks rest while this node does not hold the address
 * @param inhibitOnFailure failed real servers stay in the table with weight 0
 * @param smtpAlert mail when the quorum is gained or lost
 * @param virtualHost default for the {@code Host} header of HTTP checks
 * @param snmpName a name for SNMP
 * @param realServers at least one
 */
public record VirtualServer(
        VirtualService service,
        AddressFamily family,
        Optional<Protocol> protocol,
        Scheduling scheduling,
        ForwardingMethod forwarding,
        Optional<Persistence> persistence,
        Quorum quorum,
        Optional<SorryServer> sorryServer,
        CheckDefaults checks,
        boolean alpha,
        boolean omega,
        boolean haSuspend,
        boolean inhibitOnFailure,
        boolean smtpAlert,
        Optional<String> virtualHost,
        Optional<String> snmpName,
        List<RealServer> realServers) {
    /** Copies the list. */
    public VirtualServer {
        realServers = List.copyOf(realServers);
    }
}
