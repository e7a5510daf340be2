/** {@code holdfast doctor}: the command line, the report as text and as JSON. */
package holdfast.agent.cli.doctor;
