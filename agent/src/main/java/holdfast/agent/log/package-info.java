/**
 * Where log events go: syslog, the console in keepalived's shape, a file. Logback is used in this package alone; all
 * other code logs through SLF4J.
 *
 * <p>{@link holdfast.agent.Main} starts and stops it. Any thread may log; no thread ever waits for an output: events go
 * into a bounded queue that one writer thread empties.
 */
package holdfast.agent.log;
