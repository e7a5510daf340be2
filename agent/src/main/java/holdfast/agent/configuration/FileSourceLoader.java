package holdfast.agent.configuration;

import holdfast.conf.SourceLoader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Configuration files from the file system, with keepalived's rules of what may be one. */
public final class FileSourceLoader implements SourceLoader {
    /** No sane configuration is larger; a wrongly named file shall not fill the memory. */
    private static final long MAX_BYTES = 16L << 20;

    private static final Set<PosixFilePermission> EXECUTE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    /** A loader; it keeps no state. */
    public FileSourceLoader() {}

    @Override
    public List<String> glob(String directory, String pattern) {
        boolean absolute = pattern.startsWith("/");
        String start = absolute ? "/" : directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
        List<String> found = List.of(start);
        for (String component : pattern.split("/+", -1)) {
            if (!component.isEmpty()) {
                found = step(found, component);
            }
        }
        return found.stream()
                .map(path -> path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .filter(path -> !path.isEmpty())
                .sorted()
                .toList();
    }

    /** One component further down from each of some directories, which end in a slash unless empty. */
    private static List<String> step(List<String> directories, String component) {
        List<String> found = new ArrayList<>();
        for (String directory : directories) {
            if (GlobPattern.isPlain(component)) {
                if (exists(directory + component)) {
                    found.add(directory + component + "/");
                }
            } else {
                Pattern regex = GlobPattern.toRegex(component);
                for (String name : names(directory)) {
                    if (regex.matcher(name).matches()) {
                        found.add(directory + name + "/");
                    }
                }
            }
        }
        return found;
    }

    private static boolean exists(String path) {
        try {
            return Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false; // a NUL in the pattern: no file has such a name
        }
    }

    private static List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory.isEmpty() ? "." : directory))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            return List.of(); // as glob(3) without GLOB_ERR: a directory that cannot be read holds no match
        }
        return names;
    }

    @Override
    public ReadOutcome read(String path) {
        try {
            Path file = Path.of(path);
            // Asked before opening: opening a pipe without writer would wait.
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return new NotRegular();
            }
            if (attributes.permissions().stream().anyMatch(EXECUTE::contains)) {
                return new Executable();
            }
            if (attributes.size() > MAX_BYTES) {
                return new Unreadable("larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            return new Content(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return new Missing();
        } catch (AccessDeniedException e) {
            return new Unreadable("permission denied");
        } catch (FileSystemException e) {
            return new Unreadable(e.getReason() == null ? e.getMessage() : lowerFirst(e.getReason()));
        } catch (InvalidPathException | IOException e) {
            return new Unreadable(lowerFirst(String.valueOf(e.getMessage())));
        }
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
