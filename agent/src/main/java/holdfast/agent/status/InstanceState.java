package holdfast.agent.status;

/** The states of a {@code vrrp_instance}, in keepalived's words. */
public enum InstanceState {
    /** Not started. */
    INIT,
    /** Listening. */
    BACKUP,
    /** Holding the addresses. */
    MASTER,
    /** Unable to take part. */
    FAULT
}
