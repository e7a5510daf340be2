/**
 * What a drill is about to do, worked out before anything is built: two configurations, the virtual routers they share, the
 * network they need, and the times RFC 9568 computes from them. Pure values; any thread.
 */
package holdfast.drill.plan;
