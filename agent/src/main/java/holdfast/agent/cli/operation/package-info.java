/** The commands of planned operation: {@code holdfast switchover}, {@code maintenance}, {@code restart}. */
package holdfast.agent.cli.operation;
