/**
 * Health checks against real servers and against hostile ones, in namespaces. The checks are those that the daemon makes of a configuration, on its
 * loop; the kernel's table is not needed for that, so it need not have IPVS.
 */
package holdfast.it.check;
