/**
 * The nodes of a pair (or of more): their files compared, and their election held in simulated time with the engine the daemon runs.
 *
 * <p>Called by {@code holdfast check --pair}, on its one thread. Nothing here opens a socket or reads a clock: a second of simulated
 * time takes microseconds.
 */
package holdfast.agent.pair;
