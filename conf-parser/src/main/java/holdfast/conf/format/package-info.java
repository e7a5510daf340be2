/**
 * Re-indents a configuration file and changes nothing else: {@code holdfast fmt}. Works on one file; what it includes is
 * formatted on its own.
 *
 * <p>Lines are neither joined nor split. What is in the file is asked of {@link holdfast.conf.syntax.Outline}, so that
 * conditions, definitions and quotes mean here what they mean when the file is run. Called by the agent's command line, on its
 * thread; pure.
 */
package holdfast.conf.format;
