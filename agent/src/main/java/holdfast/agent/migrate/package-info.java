/**
 * {@code holdfast migrate}: what changing over from keepalived to Holdfast on this node would mean, and the change itself, in both
 * directions, without a failover.
 *
 * <p>The trick is that both run for a moment: a daemon does not hear the multicasts of its own machine, and other nodes cannot tell two
 * daemons with one address and one priority apart. So there is no moment without adverts, and each step can be taken back until the last.
 *
 * <p>On the main thread of a command of its own.
 */
package holdfast.agent.migrate;
