/**
 * From files on disk to a checked configuration: reads files and globs for the parser, then holds the result against
 * this machine (interfaces, scripts).
 *
 * <p>Used on the main thread by {@code -t}, {@code check} and the start of the daemon, and by a reload on whatever thread
 * prepares it; nothing here keeps state between two calls.
 */
package holdfast.agent.configuration;
