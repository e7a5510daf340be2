/**
 * The daemon as a whole: {@link holdfast.agent.Main} reads the command line, {@link holdfast.agent.AgentDaemon} puts the parts together.
 *
 * <p>Threads: the main thread becomes {@code vrrp-loop}; scripts, files and processes have threads of their own in {@code holdfast.track};
 * a reload reads the file on a thread that ends when idle.
 */
package holdfast.agent;
