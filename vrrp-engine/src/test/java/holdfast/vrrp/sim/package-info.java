/**
 * A LAN of engines in simulated time, for tests.
 *
 * <p>{@link holdfast.vrrp.sim.SimulatedLan} is one queue of happenings; everything in it, chance included, follows from the plans and the
 * seed, so a run can be repeated to the nanosecond. Round each engine stands a {@link holdfast.vrrp.sim.SimulatedNode}, which does what the
 * agent's loop does: read everything that is queued, then believe in deadlines, perform effects in their order, report refusals. Its
 * {@link holdfast.vrrp.sim.SimulatedKernel} holds addresses for as long as their lease lasts, also when the process is frozen or dead.
 * {@link holdfast.vrrp.sim.Invariants} looks on after every event.
 *
 * <p>Tests either tell a story with {@link holdfast.vrrp.sim.SimulatedLan}'s own words, or let {@link holdfast.vrrp.sim.Scenario} draw plans,
 * faults and clocks from a seed. One thread drives a LAN; LANs share nothing.
 */
package holdfast.vrrp.sim;
