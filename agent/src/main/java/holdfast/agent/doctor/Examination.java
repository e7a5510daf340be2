package holdfast.agent.doctor;

/** One thing the doctor looks at. */
public interface Examination {
    /** Its name for {@code --only}. */
    String name();

    /** What it looks at, in a line of the list. */
    String about();

    /** Looks, and writes down what it finds, or why it could not look. */
    void examine(Subject subject, Notebook notebook);
}
