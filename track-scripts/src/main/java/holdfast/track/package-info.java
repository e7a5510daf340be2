/**
 * Tracked things outside the protocol: scripts ({@code vrrp_script}), files ({@code track_file}) and processes
 * ({@code vrrp_track_process}), watched on behalf of the agent.
 *
 * <p>The agent builds the records of this package from its configuration, hands them to {@link
 * holdfast.track.ScriptTracker}, {@link holdfast.track.TrackedFiles} and {@link holdfast.track.TrackedProcesses}
 * (again after each reload), and gets changes through small listener interfaces. Every method the agent calls returns
 * at once; listeners are called on threads of this module and must only enqueue.
 *
 * <p>Threads: one timer thread and a few workers (see {@link holdfast.track.run}), one thread for all files (only when
 * a file is tracked) and one for all processes (only when a process is tracked). All are daemon threads.
 *
 * <p>The decisions are pure and live apart from the machinery: {@link holdfast.track.ScriptHealth}, {@link
 * holdfast.track.ProcessQuorum}, {@link holdfast.track.FileNumber}.
 */
package holdfast.track;
