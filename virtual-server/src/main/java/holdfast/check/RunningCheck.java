package holdfast.check;

/** A check on the loop: its schedule, the try under way if there is one, and the moment something is due. */
final class RunningCheck {
    /** When the next try starts, or the one under way is told that its time is over; in the heap only. */
    long deadline;

    /** Place in the {@link DeadlineHeap}, -1 when out of it. */
    int heapIndex = -1;

    /** The try under way, or null. */
    RunningTry current;

    boolean suspended;

    /** The try under way has been started over, or is to be. */
    boolean startedOver;

    /** The last replacement of all checks that it was part of. */
    long replacement;

    /** The last try could not be made. */
    boolean undecided;

    final CheckDefinition definition;
    final CheckSchedule schedule;

    RunningCheck(CheckDefinition definition) {
        this.definition = definition;
        schedule = new CheckSchedule(definition);
    }

    /** Whether a try with a connection is under way that has not been started over. */
    boolean mayStartOver() {
        return current != null && current.hasConnection() && !startedOver;
    }
}
