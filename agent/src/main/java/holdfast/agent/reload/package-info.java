/**
 * What a reload does, in steps for people and programs: {@code holdfast plan} tells them before, {@code holdfast reload} and the log
 * afterwards.
 *
 * <p>Both come from the same place. The loops say what they did ({@link holdfast.agent.loop.Reconfiguration}, {@link
 * holdfast.agent.lvs.Rebalancing}), or, in a rehearsal, what they would do, by the very code that does it; the classes named {@code ...Steps}
 * put that in words.
 */
package holdfast.agent.reload;
