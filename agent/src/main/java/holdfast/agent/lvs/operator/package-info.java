/**
 * What operators ask of virtual servers over the control socket ({@code holdfast lvs}): the words they write, the requests and answers,
 * and {@link holdfast.agent.lvs.operator.LvsControl}, which the loop that drives IPVS implements.
 *
 * <p>The handlers run on the control socket's thread, everything they ask for on the loop's.
 */
package holdfast.agent.lvs.operator;
