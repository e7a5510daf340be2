package holdfast.track.security;

import java.nio.file.Path;

/**
 * One thing that is wrong with a script's path.
 *
 * @param component the folder, link or file at fault
 * @param problem what is wrong with it, with its mode or owner
 * @param fix a command that puts it right, or advice where no command can
 */
public record PathFinding(Path component, String problem, String fix) {

    /** One line for people. */
    public String describe() {
        return component + " " + problem + "; to put it right: " + fix;
    }
}
