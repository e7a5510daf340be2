package holdfast.track.security;

import holdfast.track.run.RunAs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a script before it is used: where it is, whether its user can run it, and, if that user is root, whether
 * somebody else could change what root runs.
 *
 * <p>Unsafe, as with keepalived 2.2.7, is a file, folder or link on the way that does not belong to root, is writable by
 * others, or is writable by a group other than root's. A folder with the sticky bit (such as {@code /tmp}) is not unsafe
 * for being writable, since nobody can replace root's entries in it.
 */
public final class ScriptSecurity {
    private final boolean enforced;
    private final boolean keepSymlinks;
    private final List<Path> searchPath;

    /**
     * Searches bare names in this process's {@code PATH}.
     *
     * @param enforced {@code enable_script_security}: unsafe scripts of root are refused, otherwise only reported
     * @param keepSymlinks {@code use_symlink_paths}: run scripts by the path given, not by what its links lead to
     */
    public ScriptSecurity(boolean enforced, boolean keepSymlinks) {
        this(enforced, keepSymlinks, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    ScriptSecurity(boolean enforced, boolean keepSymlinks, String searchPath) {
        this.enforced = enforced;
        this.keepSymlinks = keepSymlinks;
        this.searchPath = List.of(searchPath.split(":")).stream()
                .filter(folder -> folder.startsWith("/")) // a relative or empty entry is whatever folder we are in
                .map(Path::of)
                .toList();
    }

    /**
     * Judges one script.
     *
     * @param argv the words as configured; the first a path or a bare name
     * @param runAs whom it will run as
     * @throws IllegalArgumentException if there is no word
     */
    public ScriptVerdict check(List<String> argv, RunAs runAs) {
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw new IllegalArgumentException("a script needs at least a program");
        }
        String name = argv.getFirst();
        if (name.indexOf('/') >= 0) {
            return judge(argv, Path.of(name).toAbsolutePath(), Optional.empty(), runAs);
        }
        for (Path folder : searchPath) {
            Path candidate = folder.resolve(name);
            if (PathWalk.of(candidate).problemFor(runAs).isEmpty()) {
                String warning = "WARNING - script `" + name + "` resolved by path search to `" + candidate
                        + "`. Please specify full path.";
                return judge(argv, candidate, Optional.of(warning), runAs);
            }
        }
        var reason =
                new PathFinding(Path.of(name), "is in no folder of PATH (" + pathText() + ")", "give its full path");
        return new ScriptVerdict.Unusable(name, reason);
    }

    private ScriptVerdict judge(List<String> argv, Path program, Optional<String> foundOnPath, RunAs runAs) {
        PathWalk walk = PathWalk.of(program);
        List<PathFinding> unsafe = runAs.isRoot() ? walk.unsafeForRoot() : List.of();
        if (enforced && !unsafe.isEmpty()) { // first, so that nobody puts a script where one is missing
            return new ScriptVerdict.Insecure(argv.getFirst(), unsafe);
        }
        Optional<PathFinding> problem = walk.problemFor(runAs);
        if (problem.isPresent()) {
            return new ScriptVerdict.Unusable(argv.getFirst(), problem.get());
        }
        var words = new ArrayList<>(argv);
        words.set(0, (keepSymlinks ? program : walk.target()).toString());
        return new ScriptVerdict.Usable(List.copyOf(words), foundOnPath, unsafe);
    }

    private String pathText() {
        return String.join(":", searchPath.stream().map(Path::toString).toList());
    }
}
