package holdfast.track.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder of scripts that root owns and every user may enter. */
public record ScriptFolder(Path path) {

    /** Opens a temporary folder for all users. */
    public static ScriptFolder in(Path temporary) throws IOException {
        mode(temporary, "rwxr-xr-x");
        return new ScriptFolder(temporary);
    }

    /** Writes an executable shell script and returns its path. */
    public String script(String name, String body) throws IOException {
        Path file = path.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        mode(file, "rwxr-xr-x");
        return file.toString();
    }

    /** A file that any user may write, empty. */
    public Path worldWritable(String name) throws IOException {
        Path file = path.resolve(name);
        Files.writeString(file, "");
        mode(file, "rw-rw-rw-");
        return file;
    }

    /** Sets the permissions of a file. */
    public static void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
