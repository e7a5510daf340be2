package holdfast.conf.model;

import java.util.Optional;

/**
 * A named pipe that is told about transitions.
 *
 * @param path the pipe; made if it does not exist
 * @param owner account the pipe belongs to; empty: the daemon's
 * @param script {@code …_fifo_script}: started with the path as its last argument, reads from the pipe
 */
public record NotifyFifo(String path, Optional<ScriptUser> owner, Optional<ScriptCommand> script) {}
