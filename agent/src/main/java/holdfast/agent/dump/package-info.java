/**
 * The files keepalived writes when it is sent USR1 (data), USR2 (statistics), RTMIN+2 (JSON) and RTMAX-1 (statistics, then zeroes), in the
 * shapes of Debian's keepalived 2.2.7, for the exporters and plug-ins that read them.
 *
 * <p>{@link holdfast.agent.dump.KeepalivedDumps} is told of signals by the VRRP loop and returns at once; files are made on the status
 * desk's thread. Passwords are masked, as keepalived does from 2.4 on.
 */
package holdfast.agent.dump;
