/**
 * What somebody should look at: {@link holdfast.agent.health.Findings} judges the status of the daemon, for the page of the listener and for
 * {@code holdfast check-status}. Pure: a status in, findings out.
 */
package holdfast.agent.health;
