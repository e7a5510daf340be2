package holdfast.linux;

/** A change of the IPVS table of a network namespace. */
public sealed interface IpvsRequest {
    /** Refused with EEXIST when there is one with this key, with ENOENT when the kernel has no such scheduler or engine. */
    record AddService(IpvsService service) implements IpvsRequest {}

    /** Connections live on. Refused with ESRCH when there is none with this key. */
    record EditService(IpvsService service) implements IpvsRequest {}

    /** With all its real servers. Refused with ESRCH when there is none. */
    record DeleteService(IpvsServiceKey key) implements IpvsRequest {}

    /** Refused with ESRCH without the service, with EEXIST when it has this server. */
    record AddDestination(IpvsServiceKey key, IpvsDestination destination) implements IpvsRequest {}

    /** Connections live on. Refused with ESRCH without the service, with ENOENT without the server. */
    record EditDestination(IpvsServiceKey key, IpvsDestination destination) implements IpvsRequest {}

    /** Its connections end. Refused with ESRCH without the service, with ENOENT without the server. */
    record DeleteDestination(IpvsServiceKey key, IpvsDestination destination) implements IpvsRequest {}

    /** Refused with EEXIST when one in this role runs, with ENODEV without the interface. */
    record StartSyncDaemon(IpvsSyncDaemon daemon) implements IpvsRequest {}

    /** Refused with ESRCH when none in this role runs. */
    record StopSyncDaemon(IpvsSyncDaemon.Role role) implements IpvsRequest {}

    /** Sets the time-outs of the namespace. */
    record SetTimeouts(IpvsTimeouts timeouts) implements IpvsRequest {}

    /** Zeroes all counters. */
    record ZeroStatistics() implements IpvsRequest {}

    /** Removes every service. */
    record Flush() implements IpvsRequest {}
}
