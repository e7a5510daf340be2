package holdfast.track.notify;

/** What kind of object a notification is about; the constants are the words scripts get. */
public enum NotifySubject {
    /** A {@code vrrp_instance}. */
    INSTANCE,
    /** A {@code vrrp_sync_group}. */
    GROUP
}
