/**
 * Which user a script runs as, and whether its file may be trusted with that user's rights.
 *
 * <p>Called while a configuration is loaded or checked, on the thread that loads it; it reads the file system and the
 * account files, so not on a protocol thread. Answers are values: {@link holdfast.track.security.ScriptVerdict}, {@link
 * holdfast.track.security.UserLookup}.
 */
package holdfast.track.security;
