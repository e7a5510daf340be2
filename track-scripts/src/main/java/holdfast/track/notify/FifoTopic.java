package holdfast.track.notify;

/** What a notify FIFO is told about. */
public enum FifoTopic {
    /** Instances and groups: {@code notify_fifo} and {@code vrrp_notify_fifo}. */
    VRRP,
    /** Virtual and real servers: {@code notify_fifo} and {@code lvs_notify_fifo}. */
    LVS
}
