/**
 * Tells the outside world about state changes: {@code notify_*} scripts, the generic {@code notify} script and notify
 * FIFOs.
 *
 * <p>The agent's loop thread posts a {@link holdfast.track.notify.Notification} to {@link
 * holdfast.track.notify.NotifyRunner}, which never blocks. Scripts of one instance or group run one after the other in
 * the order of the events, those of different objects run side by side.
 */
package holdfast.track.notify;
