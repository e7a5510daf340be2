/** How the agent reads and writes JSON. */
package holdfast.agent.json;
