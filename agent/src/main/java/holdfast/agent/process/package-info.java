/**
 * The daemon as a process: its PID file, going to the background, telling the process that started it that it is ready; the boot it
 * runs in, and threads that are there only now and then.
 *
 * <p>{@link holdfast.agent.Main} uses all but these two on the main thread, before and after the daemon runs.
 */
package holdfast.agent.process;
