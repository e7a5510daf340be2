package holdfast.conf.model;

/**
 * A line of a {@code track_*} block.
 *
 * @param name what is tracked: an interface, or the name of a script, file or process block
 * @param weight effective weight, the object's own when the line has none. 0: failure is a fault; positive: added while
 *     good; negative: subtracted while bad. For files a factor of the number read
 * @param reverse good and bad are exchanged
 */
public record TrackReference(String name, int weight, boolean reverse) {}
