/** {@code holdfast check-status}: whether somebody should look, for people and for monitoring systems of the Nagios family. */
package holdfast.agent.cli.health;
