/**
 * The VRRP speakers of a network segment, from frames captured by {@link holdfast.agent.doctor.machine.Wire}, and what is wrong among them.
 * Decoding is the engine's; passwords are compared and forgotten.
 */
package holdfast.agent.doctor.segment;
