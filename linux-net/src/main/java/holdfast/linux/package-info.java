/**
 * Linux as Holdfast needs it: raw VRRP sockets, epoll and its companions, route netlink, packet sockets, the system log, and
 * the few process calls a daemon makes.
 *
 * <p>Called by {@code holdfast.vip} and by the agent. A resource belongs to the thread that uses it (for most of them the
 * {@code vrrp-loop}) and is closed by it; the exceptions, {@link holdfast.linux.EventFd#signal()} and
 * {@link holdfast.linux.SystemLogSocket}, say so. Nothing here waits without a bound, but for
 * {@link holdfast.linux.ChildProcess#await()}. A refusal by the kernel is a
 * {@link holdfast.linux.LinuxException} or, where refusals are everyday life (sending, changing addresses), a value. Only
 * 64-bit x86 and ARM are supported: the layouts of the C structures are written out for them.
 */
package holdfast.linux;
