/**
 * What a configuration means: immutable records named as in the file, holding effective values.
 *
 * <p>Effective: an instance has already inherited what {@code global_defs} say, defaults are filled in, version 2
 * intervals are whole seconds, names that point nowhere are gone (with a diagnostic). Times are {@link
 * java.time.Duration}s; addresses are {@link java.net.InetAddress}es made from literals, no name is ever looked up.
 *
 * <p>Built by {@code holdfast.conf.schema}; read by the agent, which maps these records to those of the other modules.
 * Safe on any thread.
 */
package holdfast.conf.model;
