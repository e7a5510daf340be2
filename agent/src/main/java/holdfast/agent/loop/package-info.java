/**
 * The event loop: one platform thread, {@code vrrp-loop}, that owns all VRRP state, and what it drives.
 *
 * <p>{@link holdfast.agent.loop.VrrpLoop} waits and feeds the engine; {@link holdfast.agent.loop.EffectPerformer} does what the engine
 * says. Made and run by {@link holdfast.agent.AgentDaemon}.
 */
package holdfast.agent.loop;
