/**
 * Load balancing on a real kernel: a guest in user-mode Linux ({@link holdfast.it.lvs.Guest}) runs a cluster in network namespaces
 * ({@link holdfast.it.lvs.Cluster}) through a scenario ({@link holdfast.it.lvs.Scenario}), once with this project's agent and once with
 * Debian's keepalived; {@link holdfast.it.lvs.LvsIT} boots them and compares what they have put into the kernel.
 *
 * <p>Classes the guest runs keep in mind that a system call takes some 50 microseconds there and a process start a tenth of a second.
 */
package holdfast.it.lvs;
