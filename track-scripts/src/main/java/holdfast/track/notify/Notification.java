package holdfast.track.notify;

/**
 * One thing to announce.
 *
 * @param subject instance or group
 * @param name its name in the configuration
 * @param event what happened
 * @param priority the effective priority, 0 to 255; 0 for groups
 */
public record Notification(NotifySubject subject, String name, NotifyEvent event, int priority) {

    /** The line for FIFO readers, without its line end: {@code INSTANCE "VI_1" MASTER 100}. */
    public String fifoLine() {
        return subject + " \"" + name + "\" " + event + " " + priority;
    }
}
