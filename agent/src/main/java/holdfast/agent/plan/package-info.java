/**
 * What a configuration comes to on this machine: the model's records become those of the engine, the address manager and the script
 * runner, which do not know each other.
 *
 * <p>{@link holdfast.agent.plan.Planner} is called at start and for each reload, on whatever thread reads the configuration; it looks up
 * accounts and scripts in the file system. The {@link holdfast.agent.plan.AgentPlan} it makes is immutable and goes to the loop.
 */
package holdfast.agent.plan;
