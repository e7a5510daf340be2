package holdfast.check;

/**
 * Which check of which real server of which virtual server; chosen by whoever adds the check, and kept over reloads.
 *
 * @param virtualServer name of the virtual server, as in log lines: {@code [10.0.0.1]:tcp:80}
 * @param realServer name of the real server, likewise
 * @param position 0 for the first check of the real server, counted up in the order of the file
 */
public record CheckId(String virtualServer, String realServer, int position) {}
