package holdfast.check;

/** Hears how checks went. */
@FunctionalInterface
public interface CheckListener {
    /** A try ended. Called on the loop's thread for each one: must return soon and not throw. */
    void tried(CheckReport report);
}
