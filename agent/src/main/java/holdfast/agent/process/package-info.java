/**
 * The daemon as a process: its PID file, going to the background, telling the process that started it that it is ready.
 *
 * <p>{@link holdfast.agent.Main} uses it on the main thread, before and after the daemon runs.
 */
package holdfast.agent.process;
