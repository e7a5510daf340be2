/**
 * The packaged agent on real kernels with real peers, and the rules about who may know whom.
 *
 * <p>Classes named {@code …IT} each build labs of network namespaces ({@link holdfast.it.Pair}), start the launcher given by
 * the system property {@code holdfast.launcher}, and judge from outside: addresses by the kernel's word, packets by a capture
 * at the switch and by tshark. They need root, run side by side (most of their time is waiting for protocol timers) and leave
 * nothing behind.
 */
package holdfast.it;
