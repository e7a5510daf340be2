package holdfast.track.security;

import java.util.List;
import java.util.Optional;

/** Whether a script may be used. */
public sealed interface ScriptVerdict {

    /**
     * It may run.
     *
     * @param argv the words to run: the first is an absolute path, free of symbolic links unless they are to be kept
     * @param foundOnPath set if the configuration gave a bare name and {@code PATH} was searched: a warning to log
     * @param unsafe what {@code enable_script_security} would refuse; empty if nothing
     */
    record Usable(List<String> argv, Optional<String> foundOnPath, List<PathFinding> unsafe) implements ScriptVerdict {}

    /**
     * It cannot run: missing, no program, or not executable for its user. With script security enabled, a script of root
     * gets this verdict only if nobody but root could put one there.
     *
     * @param script as configured
     * @param reason what is wrong
     */
    record Unusable(String script, PathFinding reason) implements ScriptVerdict {}

    /**
     * It must not run: it would run as root, someone else could change it, and script security is enabled.
     *
     * @param script as configured
     * @param unsafe what is wrong, at least one
     */
    record Insecure(String script, List<PathFinding> unsafe) implements ScriptVerdict {}
}
