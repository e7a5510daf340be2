/**
 * Findings about a configuration file, as values: where, which rule, how bad, and what to do.
 *
 * <p>Created by every stage of the parser, read by the agent ({@code holdfast check}, {@code -t}, start and reload).
 * Immutable except {@code DiagnosticSink}, which one parser run owns.
 */
package holdfast.conf.diagnostic;
