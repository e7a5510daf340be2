package holdfast.conf.model;

import java.util.Optional;

/**
 * A {@code track_file} block: the number in a file, times a weight, is added to the priority.
 *
 * @param name its name
 * @param file the path that is watched
 * @param weight factor, -254 to 254, default 1
 * @param reverse the sign is exchanged
 * @param initFile {@code init_file}: the file is made at start
 */
public record TrackFile(String name, String file, int weight, boolean reverse, Optional<InitFile> initFile) {
    /**
     * How the file is made at start.
     *
     * @param value number written to it
     * @param overwrite also when the file exists
     */
    public record InitFile(int value, boolean overwrite) {}
}
