/**
 * The checks of real servers, one class a kind, on one selector loop of their own: nothing here can delay an advertisement.
 *
 * <p>{@link holdfast.check.CheckLoop} makes what {@link holdfast.check.CheckDefinition}s say and tells a
 * {@link holdfast.check.CheckListener} of each try. When the next try is due and what a failure means is decided by a pure
 * {@code CheckSchedule}. A new kind of check is a record that implements {@link holdfast.check.Check}; each of its tries is a
 * {@link holdfast.check.Probe}, and the loop serves it as an {@link holdfast.check.Attempt}. Everything but the public methods of the loop
 * happens on the loop's thread, {@code check-loop}, and must not block.
 */
package holdfast.check;
