/**
 * {@code holdfast check}: what is wrong with configuration files, gathered from the parser, from the machine and from the comparison of
 * nodes, and printed for people and for programs.
 *
 * <p>A finding is the parser's {@link holdfast.conf.diagnostic.Diagnostic}, whoever found it, so every format treats all alike. Called
 * by the command line, on its one thread.
 */
package holdfast.agent.check;
