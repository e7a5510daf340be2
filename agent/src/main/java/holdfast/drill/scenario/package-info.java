/**
 * The drills themselves: what is done to a pair, what RFC 9568 lets one expect of it, and what was measured.
 *
 * <p>A {@link holdfast.drill.scenario.Scenario} runs on the drill's main thread on a {@link holdfast.drill.scenario.Stage} and
 * yields {@link holdfast.drill.scenario.Episode}s: plain values with their verdicts, for reports. Add a scenario as one more
 * record of the sealed interface and name it in {@link holdfast.drill.scenario.Scenario#all()}.
 */
package holdfast.drill.scenario;
