package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import java.util.Optional;

/** Requests in words for people. */
final class RequestWords {
    private RequestWords() {}

    /** What a request does: {@code add service [10.2.0.1]:tcp:80 to VS [10.1.0.1]:tcp:80}. */
    static String of(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService add ->
                "add VS " + ServerNames.virtualServer(add.service().key());
            case IpvsRequest.EditService edit ->
                "edit VS " + ServerNames.virtualServer(edit.service().key()) + " (scheduler "
                        + edit.service().scheduler() + ")";
            case IpvsRequest.DeleteService delete -> "remove VS " + ServerNames.virtualServer(delete.key());
            case IpvsRequest.AddDestination add -> "add " + service(add.key(), add.destination(), " to VS ");
            case IpvsRequest.EditDestination edit -> "edit " + service(edit.key(), edit.destination(), " of VS ");
            case IpvsRequest.DeleteDestination delete ->
                "remove " + service(delete.key(), delete.destination(), " from VS ");
            case IpvsRequest.StartSyncDaemon start ->
                "start the sync daemon on " + start.daemon().interfaceName() + " as "
                        + start.daemon().role();
            case IpvsRequest.StopSyncDaemon stop -> "stop the sync daemon " + stop.role();
            case IpvsRequest.SetTimeouts _ -> "set lvs_timeouts";
            case IpvsRequest.ZeroStatistics _ -> "zero the statistics";
            case IpvsRequest.Flush _ -> "flush the table";
        };
    }

    /** A destination of a service: {@code [10.2.0.1]:tcp:80}. */
    static String destination(IpvsServiceKey key, IpvsDestination destination) {
        Optional<IpvsProtocol> protocol = switch (key) {
            case IpvsServiceKey.Address address -> Optional.of(address.protocol());
            case IpvsServiceKey.FirewallMark _ -> Optional.empty();
        };
        return ServerNames.realServer(destination.address(), protocol, destination.port());
    }

    private static String service(IpvsServiceKey key, IpvsDestination destination, String preposition) {
        return "service " + destination(key, destination) + preposition + ServerNames.virtualServer(key);
    }
}
