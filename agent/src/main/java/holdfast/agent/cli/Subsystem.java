package holdfast.agent.cli;

/** A part of the daemon that keepalived's command line can select ({@code -P}, {@code -C}, {@code -B}). */
public enum Subsystem {
    /** Virtual routers, their addresses and everything they track. */
    VRRP,
    /** Virtual servers and health checks. */
    CHECKERS,
    /** Bidirectional forwarding detection. */
    BFD
}
