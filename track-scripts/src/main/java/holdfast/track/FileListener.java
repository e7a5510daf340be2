package holdfast.track;

/** Hears about tracked files; called on the thread that watches them, so it must only enqueue. */
@FunctionalInterface
public interface FileListener {

    /**
     * The number in a file is known for the first time, or has changed.
     *
     * @param name the name of the {@code track_file}
     * @param value the number; 0 for a missing, empty or unreadable file, or one that does not begin with a
     *     number
     */
    void fileChanged(String name, int value);
}
