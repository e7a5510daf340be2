/**
 * A small network on one machine: hosts with their own network, process, mount and UTS namespaces on the bridges of a
 * switch, and VRRP agents running on them.
 *
 * <p>{@link holdfast.drill.lab.Lab} owns everything and leaves nothing behind. The drill and the integration tests use it,
 * each from one thread; {@link holdfast.drill.lab.Lab#close()} may be called from any thread. Everything created carries
 * the prefix {@code hf-PID-N-}, and nothing without this prefix is ever touched. A host lives as long as a pipe to this
 * process is open, so its processes end even when this one is killed; the names it leaves, and what waited for a frozen
 * program, are removed by {@link holdfast.drill.lab.StaleLabs} at the next start.
 */
package holdfast.drill.lab;
