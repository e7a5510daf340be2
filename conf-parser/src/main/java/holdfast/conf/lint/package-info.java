/**
 * Checks of the file as a whole that keepalived does not make: what it accepts in silence and what surprises people later.
 *
 * <p>Called by {@link holdfast.conf.ConfigurationReader#check}, for {@code holdfast check} and {@code -t}; a daemon's start
 * does without, since nothing here changes what is run. One class a topic; a check looks at the model for values in effect
 * and at the statements for places. Most findings are notes. Objects live as long as one check, on the caller's thread.
 */
package holdfast.conf.lint;
