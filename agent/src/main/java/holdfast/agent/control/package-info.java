/**
 * The control socket: how commands such as {@code holdfast lvs} talk to the daemon.
 *
 * <p>A stream socket of the Unix domain. A client sends one line, a JSON object whose member {@code command} names what it wants; the
 * daemon sends one JSON document and a line end, and closes. An answer whose only member is {@code error} is a refusal: {@code
 * {"error":{"code":"unknown-command","message":"..."}}}; the codes are those of {@link holdfast.agent.control.ErrorCode}.
 *
 * <p>{@link holdfast.agent.control.ControlServer} has one thread, {@code control}, which starts once the daemon is ready. Handlers run on it
 * and must not wait: they answer with a stage that another thread ends. Everything is bounded: clients, bytes and times
 * ({@link holdfast.agent.control.ControlLimits}).
 */
package holdfast.agent.control;
