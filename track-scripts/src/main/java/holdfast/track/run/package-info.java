/**
 * Runs programs: as another user, in a process group of their own, with a time limit that ends the whole group.
 *
 * <p>Built on Apache Commons Exec, without a shell. {@link holdfast.track.run.ScriptRunner} is shared by tracked and
 * notify scripts of one agent; any thread may call it, nothing in it blocks its caller. Outcomes are reported on its
 * worker threads.
 */
package holdfast.track.run;
