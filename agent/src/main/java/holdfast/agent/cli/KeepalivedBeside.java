package holdfast.agent.cli;

/** What the daemon does at its start about a keepalived that runs with the same configuration file on this node. */
public enum KeepalivedBeside {
    /** It does not start: they would be two masters on one node. */
    REFUSED,
    /** It starts all the same ({@code --beside-keepalived}). */
    IGNORED,
    /** It starts as MASTER where keepalived is, which ends soon ({@code --adopt}). */
    SUCCEEDED
}
