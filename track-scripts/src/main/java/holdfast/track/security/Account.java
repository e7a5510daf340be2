package holdfast.track.security;

/**
 * An account, as passwd(5) has it.
 *
 * @param name login name
 * @param uid user id
 * @param gid primary group id
 */
public record Account(String name, long uid, long gid) {}
