package holdfast.track.notify;

/**
 * Why scripts are called, as far as their order and messages about them go.
 *
 * @param object what they belong to, such as {@code INSTANCE VI_1}: its calls are made one after the other
 * @param event in one word, such as {@code MASTER}
 * @param last whether the agent ends with it: such calls are made even when time is short
 */
record NotifyOccasion(String object, String event, boolean last) {
    static NotifyOccasion of(Notification notification) {
        return new NotifyOccasion(
                notification.subject() + " " + notification.name(),
                notification.event().name(),
                notification.event() == NotifyEvent.STOP);
    }

    @Override
    public String toString() {
        return object + " " + event;
    }
}
