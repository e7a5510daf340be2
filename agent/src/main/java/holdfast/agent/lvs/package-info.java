/**
 * Load balancing in the daemon: translates the configuration, runs the {@code lvs-loop} thread that owns the virtual servers' state, hands its
 * changes to the kernel, and hears from checks, from the VRRP loop and from operators.
 *
 * <p>Nothing here runs on the VRRP loop, and nothing the VRRP loop does waits for it.
 */
package holdfast.agent.lvs;
