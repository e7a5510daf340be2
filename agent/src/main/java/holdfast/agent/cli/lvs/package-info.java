/** {@code holdfast lvs}: virtual servers as the daemon sees them, and what operators may change. */
package holdfast.agent.cli.lvs;
