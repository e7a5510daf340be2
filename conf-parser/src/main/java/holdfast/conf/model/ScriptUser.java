package holdfast.conf.model;

import java.util.Optional;

/**
 * The account a script runs as.
 *
 * @param user user name or number
 * @param group group name or number; empty: the user's own group
 */
public record ScriptUser(String user, Optional<String> group) {}
