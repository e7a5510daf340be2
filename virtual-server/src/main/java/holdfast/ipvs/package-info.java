/**
 * Virtual servers: which of their real servers get connections, decided from what checks and operators say, and the changes of the
 * kernel's IPVS table that follow.
 *
 * <p>Everything here is a function of its input: no clock, no thread, no socket. The agent calls it from the {@code lvs-loop} thread and
 * performs the effects in order.
 */
package holdfast.ipvs;
