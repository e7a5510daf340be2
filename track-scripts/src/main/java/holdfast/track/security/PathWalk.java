package holdfast.track.security;

import holdfast.track.run.RunAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the kernel passes on the way to a file, as in path_resolution(7): each folder, each symbolic link and the
 * folders its target leads through, and the file.
 */
final class PathWalk {
    private static final int MOST_LINKS = 40; // path_resolution(7)
    private static final int TYPE_MASK = 0170000; // S_IFMT, inode(7)
    private static final int TYPE_LINK = 0120000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_FILE = 0100000;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITE = 0020;
    private static final int OTHER_WRITE = 0002;
    private static final int ANY_EXECUTE = 0111;

    private final List<Step> steps;
    private final Optional<PathFinding> broken;

    private record Step(Path path, int mode, long uid, long gid) {
        boolean is(int type) {
            return (mode & TYPE_MASK) == type;
        }

        String modeText() {
            return String.format("%04o", mode & 07777);
        }
    }

    private PathWalk(List<Step> steps, Optional<PathFinding> broken) {
        this.steps = List.copyOf(steps);
        this.broken = broken;
    }

    /**
     * Walks a path.
     *
     * @param path absolute
     */
    static PathWalk of(Path path) {
        var steps = new ArrayList<Step>();
        Deque<Path> ahead = new ArrayDeque<>();
        path.forEach(ahead::add);
        Path here = Path.of("/");
        int links = 0;
        try {
            steps.add(look(here));
            while (!ahead.isEmpty()) {
                Path name = ahead.removeFirst();
                if (name.toString().equals("..")) {
                    here = here.getParent() == null ? here : here.getParent(); // links in it are resolved already
                    continue;
                }
                Path next = here.resolve(name).normalize();
                Step step = look(next);
                steps.add(step);
                if (!step.is(TYPE_LINK)) {
                    here = next;
                    continue;
                }
                if (++links > MOST_LINKS) {
                    return new PathWalk(
                            steps, finding(next, "is part of a loop of symbolic links", "rm " + quote(next)));
                }
                Path target = Files.readSymbolicLink(next);
                here = target.isAbsolute() ? Path.of("/") : here;
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    ahead.addFirst(target.getName(i));
                }
            }
            return new PathWalk(steps, Optional.empty());
        } catch (NoSuchFileException e) {
            return new PathWalk(
                    steps, finding(Path.of(e.getFile()), "does not exist", "correct the path or create it"));
        } catch (IOException e) {
            Path failed = steps.isEmpty() ? path : steps.getLast().path();
            return new PathWalk(steps, finding(failed, "cannot be looked into (" + e.getMessage() + ")", "check it"));
        }
    }

    /** Where the path ends once all links are followed. */
    Path target() {
        return steps.getLast().path();
    }

    /** The first thing that keeps this user from running the file; empty if nothing does. */
    Optional<PathFinding> problemFor(RunAs user) {
        if (broken.isPresent()) {
            return broken;
        }
        for (Step step : steps) {
            if (step.is(TYPE_FOLDER) && !mayExecute(step, user)) {
                return finding(
                        step.path(),
                        "may not be entered by user " + user.userName() + " (mode " + step.modeText() + ")",
                        "chmod o+x " + quote(step.path()));
            }
        }
        Step file = steps.getLast();
        if (!file.is(TYPE_FILE)) {
            String what = file.is(TYPE_FOLDER) ? "is a folder, not a program" : "is not a regular file";
            return finding(file.path(), what, "correct the path");
        }
        if (!mayExecute(file, user)) {
            return finding(
                    file.path(),
                    "is not executable by user " + user.userName() + " (mode " + file.modeText() + ")",
                    "chmod " + ((file.mode() & ANY_EXECUTE) == 0 ? "a+x " : "o+rx ") + quote(file.path()));
        }
        return Optional.empty();
    }

    /** Everything by which somebody other than root could change what is run. */
    List<PathFinding> unsafeForRoot() {
        var findings = new ArrayList<PathFinding>();
        for (Step step : steps) {
            boolean link = step.is(TYPE_LINK);
            if (step.uid() != 0) {
                String fix = "chown " + (link ? "-h " : "") + "root " + quote(step.path());
                findings.add(new PathFinding(step.path(), "is owned by uid " + step.uid() + ", not root", fix));
            }
            boolean sticky = step.is(TYPE_FOLDER) && (step.mode() & STICKY) != 0;
            if (link || sticky) {
                continue; // a link's mode means nothing; in a sticky folder nobody replaces what root owns
            }
            if ((step.mode() & GROUP_WRITE) != 0 && step.gid() != 0) {
                String problem = "is writable by group " + step.gid() + " (mode " + step.modeText() + ")";
                findings.add(new PathFinding(step.path(), problem, "chmod g-w " + quote(step.path())));
            }
            if ((step.mode() & OTHER_WRITE) != 0) {
                String problem = "is writable by everybody (mode " + step.modeText() + ")";
                findings.add(new PathFinding(step.path(), problem, "chmod o-w " + quote(step.path())));
            }
        }
        return findings;
    }

    /** The kernel's rule for the execute and search bit, path_resolution(7); access lists are not looked at. */
    private static boolean mayExecute(Step step, RunAs user) {
        if (user.isRoot()) {
            return step.is(TYPE_FOLDER) || (step.mode() & ANY_EXECUTE) != 0;
        }
        if (step.uid() == user.uid()) {
            return (step.mode() & 0100) != 0;
        }
        if (step.gid() == user.gid()) {
            return (step.mode() & 0010) != 0;
        }
        // With supplementary groups the group bit may apply as well: give it the benefit of the doubt.
        return (step.mode() & 0001) != 0 || (user.supplementaryGroups() && (step.mode() & 0010) != 0);
    }

    private static Step look(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        return new Step(
                path,
                (Integer) attributes.get("mode"),
                Integer.toUnsignedLong((Integer) attributes.get("uid")),
                Integer.toUnsignedLong((Integer) attributes.get("gid")));
    }

    private static Optional<PathFinding> finding(Path path, String problem, String fix) {
        return Optional.of(new PathFinding(path, problem, fix));
    }

    /** For a command line people paste: quoted if it needs to be. */
    private static String quote(Path path) {
        String text = path.toString();
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
