package holdfast.check;

/**
 * Which check of which real server of which virtual server; chosen by whoever adds the check, and kept over reloads.
 *
 * @param virtualServer name of the virtual server, as in log lines: {@code [10.0.0.1]:tcp:80}
 * @param realServer name of the real server, likewise
 * @param position 0 for the first check of the real server, counted up in the order of the file
 */
public record CheckId(String virtualServer, String realServer, int position) {
    /** By hand: tens of thousands are looked up in a reload, and what the compiler makes for records is slow before the second JIT compiler. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof CheckId id
                        && position == id.position
                        && realServer.equals(id.realServer)
                        && virtualServer.equals(id.virtualServer));
    }

    @Override
    public int hashCode() {
        return (31 * virtualServer.hashCode() + realServer.hashCode()) * 31 + position;
    }
}
