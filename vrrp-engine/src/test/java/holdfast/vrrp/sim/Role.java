package holdfast.vrrp.sim;

import holdfast.vrrp.RouterState;

/** The state of a virtual router without its deadlines. */
enum Role {
    /** Not started, or shut down. */
    INITIALIZE,
    /** Listening. */
    BACKUP,
    /** Holding the addresses. */
    ACTIVE,
    /** Unable to take part. */
    FAULT;

    static Role of(RouterState state) {
        return switch (state) {
            case RouterState.Initialize _ -> INITIALIZE;
            case RouterState.Backup _ -> BACKUP;
            case RouterState.Active _ -> ACTIVE;
            case RouterState.Fault _ -> FAULT;
        };
    }
}
