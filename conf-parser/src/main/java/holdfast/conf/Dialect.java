package holdfast.conf;

/**
 * How a file is understood where keepalived 2.2.7 and the one who wrote it do not mean the same. For files without mistakes the two differ in
 * next to nothing.
 */
public enum Dialect {
    /** As the author meant it: what is broken is repaired where it can only be meant in one way, and reported. */
    AS_MEANT,

    /**
     * As keepalived 2.2.7 reads it, mistakes of its own included (found out with its binary):
     *
     * <ul>
     *   <li>a line is its first word and what that takes; a word that the block does not know is skipped, but not the block behind it: a
     *       <code>{</code> that no known word asks for counts for nothing, every <code>}</code> closes the innermost block, and what
     *       follows then belongs to the block around it;
     *   <li>the file is read once for each of its processes, and blocks of other processes are skipped by counting braces;
     *   <li>{@code \#} and {@code \!} are literal in {@code global_defs} only, and begin a comment everywhere else, in definitions too;
     *   <li>a {@code host} of {@code SMTP_CHECK} without a {@code connect_timeout} of its own has a time-out of 0;
     *   <li>a {@code bfd_instance} that is dropped for want of a neighbour is tracked all the same, down for ever;
     *   <li>scripts, files, processes and BFD instances must stand above the line that tracks them, which must have no unknown option;
     *   <li>no second condition stands on a line, and no blank before {@code =} in a definition.
     * </ul>
     */
    AS_KEEPALIVED
}
