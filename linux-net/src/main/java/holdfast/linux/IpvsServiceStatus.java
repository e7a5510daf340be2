package holdfast.linux;

/**
 * A virtual service that the kernel has.
 *
 * @param service as it was set
 * @param statistics what it has done
 */
public record IpvsServiceStatus(IpvsService service, IpvsStatistics statistics) {}
