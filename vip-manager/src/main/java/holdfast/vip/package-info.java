/**
 * Virtual addresses: putting them on interfaces and taking them off, the lease that ends them when their holder dies, the
 * announcements that move traffic, the interfaces they need, and what is known of links.
 *
 * <p>The agent calls everything here from the {@code vrrp-loop} thread and from nowhere else; nothing waits longer than the
 * bounded wait for the kernel's acknowledgement. Decisions are not made here: the engine says what to do, and hears what came
 * of it. The kernel is behind small interfaces ({@link holdfast.vip.RouteKernel}, {@link holdfast.vip.FrameSink}), so that
 * everything but them can be tested without one.
 */
package holdfast.vip;
