package holdfast.track.notify;

/** What is announced, in the words notify scripts and FIFO readers know from keepalived. */
public enum NotifyEvent {
    /** The object has become master. */
    MASTER(true),
    /** The object has become backup; also sent at start. */
    BACKUP(true),
    /** The object is in fault. */
    FAULT(true),
    /** The agent stops. */
    STOP(true),
    /** The object has been removed by a reload. */
    DELETED(true),
    /** A master has heard a lower-priority advert; specific script and FIFO only. */
    MASTER_RX_LOWER_PRI(false),
    /** A master's priority has changed; FIFO only ({@code vrrp_notify_priority_changes}). */
    MASTER_PRIORITY(false),
    /** A backup's priority has changed; FIFO only ({@code vrrp_notify_priority_changes}). */
    BACKUP_PRIORITY(false);

    private final boolean callsGenericScript;

    NotifyEvent(boolean callsGenericScript) {
        this.callsGenericScript = callsGenericScript;
    }

    /** True if the generic {@code notify} script hears of it as well. */
    public boolean callsGenericScript() {
        return callsGenericScript;
    }
}
