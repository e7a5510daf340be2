package holdfast.conf.model.lvs;

import holdfast.conf.model.ScriptCommand;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A {@code real_server} block.
 *
 * @param address its address
 * @param port its port; 0 for firewall marks and when none was given: the port the client asked for
 * @param weight 0 to 2147483647, default: that of the virtual server, else 1
 * @param forwarding how packets reach it
 * @param upperThreshold most connections; 0: no limit
 * @param lowerThreshold below so many it gets new ones again; 0: the kernel's choice
 * @param inhibitOnFailure it stays in the table with weight 0 when it has failed
 * @param alpha it counts as failed until a check succeeded
 * @param checks what checkers inherit
 * @param notifyUp script to run when it is considered up
 * @param notifyDown script to run when it is considered down
 * @param smtpAlert mail when that changes
 * @param virtualHost default for the {@code Host} header of HTTP checks
 * @param snmpName a name for SNMP
 * @param checkers it is up while all of them succeed; none: always
 */
public record RealServer(
        InetAddress address,
        int port,
        int weight,
        ForwardingMethod forwarding,
        long upperThreshold,
        long lowerThreshold,
        boolean inhibitOnFailure,
        boolean alpha,
        CheckDefaults checks,
        Optional<ScriptCommand> notifyUp,
        Optional<ScriptCommand> notifyDown,
        boolean smtpAlert,
        Optional<String> virtualHost,
        Optional<String> snmpName,
        List<HealthChecker> checkers) {
    /** Copies the list. */
    public RealServer {
        checkers = List.copyOf(checkers);
    }
}
