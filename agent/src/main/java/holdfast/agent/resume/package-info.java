/**
 * What a process leaves in {@code /run} in case it is killed, and how the next one goes on from there: {@code docs/resume.md}.
 *
 * <p>Two files beside the control socket, good for this boot and this network namespace only. One is memory that outlives the process: for each
 * virtual router the moment of its last advert as MASTER, set without a system call. The other says what these moments belong to, and the status
 * of what is tracked.
 */
package holdfast.agent.resume;
