package holdfast.agent.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that appears as a whole, in the place of the one before: a link that somebody has laid in {@code /tmp} is replaced, not followed. */
final class DumpFile {
    private static final Logger LOG = LoggerFactory.getLogger(DumpFile.class);
    private static final int READABLE_AND_WRITABLE = 0666;
    private static final int PERMISSION_BITS = 9;

    private DumpFile() {}

    /** Writes it, or says in the log why not. */
    static void write(Path file, String text, int umask) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path temporary = Files.createTempFile(folder, ".holdfast-", ".new");
            try {
                Files.writeString(temporary, text);
                Files.setPosixFilePermissions(temporary, permissions(READABLE_AND_WRITABLE & ~umask));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.error("{} cannot be written: {}", file, e.toString());
        }
    }

    /** The bits of a mode from 0400 down to 01 are the constants in their order. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < PERMISSION_BITS; i++) {
            if ((mode >> (PERMISSION_BITS - 1 - i) & 1) == 1) {
                set.add(all[i]);
            }
        }
        return set;
    }
}
