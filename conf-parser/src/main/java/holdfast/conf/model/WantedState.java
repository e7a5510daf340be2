package holdfast.conf.model;

/** {@code state} in an instance. */
public enum WantedState {
    /** {@code MASTER}; without effect on the protocol unless the priority is 255. */
    MASTER,
    /** {@code BACKUP}, also the default. */
    BACKUP
}
