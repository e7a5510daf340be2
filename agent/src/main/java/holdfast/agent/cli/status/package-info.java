/**
 * Commands that show how the running daemon is doing: {@code status}, {@code watch}, {@code events}, {@code history}, {@code why} and {@code
 * stats}. Each asks over the control socket and prints; they run in a process of their own.
 */
package holdfast.agent.cli.status;
