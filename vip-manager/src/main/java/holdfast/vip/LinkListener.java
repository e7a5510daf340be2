package holdfast.vip;

/** Hears what changes about interfaces. Called on the loop's thread, within the call that brought the news. */
public interface LinkListener {
    /**
     * An interface appeared, or something {@link LinkState} speaks of changed.
     *
     * @param state how it is now
     */
    void linkChanged(LinkState state);

    /**
     * An interface is gone, or bears another name now.
     *
     * @param interfaceName the name it had
     */
    void linkGone(String interfaceName);
}
