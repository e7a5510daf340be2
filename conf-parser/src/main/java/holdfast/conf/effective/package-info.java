/**
 * Effective values as a tree that can be printed: {@code holdfast config}. Made from a {@link
 * holdfast.conf.model.Configuration} and the {@link holdfast.conf.schema.Origins} of its keywords; knows how every record
 * component of the model is written in a file.
 *
 * <p>{@link holdfast.conf.effective.Rules} pairs components with the way they are written; a test compares them with the model,
 * so that a component without a rule is found, and another reads what was written and compares the meaning. Called by the
 * agent's command line, on its thread; pure.
 */
package holdfast.conf.effective;
