package holdfast.track.security;

import holdfast.track.run.RunAs;

/** Whom a script is to run as. */
public sealed interface UserLookup {

    /** The account exists. */
    record Found(RunAs runAs) implements UserLookup {}

    /** There is no such user or group; the message says which, in one line. */
    record Unknown(String message) implements UserLookup {}
}
