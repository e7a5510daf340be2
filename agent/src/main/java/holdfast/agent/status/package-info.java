/**
 * How the daemon is doing: immutable records, put together on request.
 *
 * <p>{@link holdfast.agent.status.StatusDesk} is asked by whoever wants to know, on any thread: commands over the control socket, metrics,
 * the web page. It asks the VRRP loop, which makes its part between two adverts, and adds what other threads know. Many who ask at once get
 * one and the same answer, so that asking costs adverts nothing. No secret is in it: neither a password nor a script's environment.
 */
package holdfast.agent.status;
