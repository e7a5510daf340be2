/**
 * What operators ask about the daemon's state and history over the control socket: the requests, the answers as JSON, and the explanation
 * that {@code holdfast why} prints.
 *
 * <p>Requests are taken on the control socket's thread; answers are made on the desk's, and those that wait for an event on a thread that
 * lives as long as somebody waits. Nothing here runs on the VRRP loop.
 */
package holdfast.agent.status.operator;
