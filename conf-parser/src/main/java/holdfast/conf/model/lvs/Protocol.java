package holdfast.conf.model.lvs;

/** The transport protocol of a virtual server. */
public enum Protocol {
    /** TCP. */
    TCP,
    /** UDP. */
    UDP,
    /** SCTP. */
    SCTP
}
