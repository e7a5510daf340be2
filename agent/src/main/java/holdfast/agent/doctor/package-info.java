/**
 * {@code holdfast doctor}: finds faults on this node and its segment, running daemon or not, and says how to mend them.
 *
 * <p>{@link holdfast.agent.doctor.Doctor} puts the {@link holdfast.agent.doctor.Subject} together and has every {@link
 * holdfast.agent.doctor.Examination} look at it, one after the other on one thread, until the time is up. Each writes {@link
 * holdfast.agent.doctor.Finding}s into a {@link holdfast.agent.doctor.Notebook}, or why it could not look. The machine is behind the small
 * interfaces of {@link holdfast.agent.doctor.machine}. Nothing here changes anything.
 */
package holdfast.agent.doctor;
