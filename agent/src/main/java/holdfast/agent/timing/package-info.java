/**
 * When the daemon's threads get a processor, and why the VRRP loop was late when it was: what the configuration says about scheduling, and what
 * the kernel has on record about the threads. See docs/timing.md.
 */
package holdfast.agent.timing;
