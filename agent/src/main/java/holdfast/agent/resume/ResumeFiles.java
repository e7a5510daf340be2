package holdfast.agent.resume;

import holdfast.agent.control.ControlPath;
import holdfast.agent.loop.FormerProcess;
import holdfast.agent.process.BootId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two files beside a control socket: {@code control-adverts.bin} and {@code control-resume.txt} with {@code control.sock}. */
public final class ResumeFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeFiles.class);
    private static final Path NETWORK = Path.of("/proc/self/ns/net");
    private static final long MOST_BYTES = 64L << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path adverts;
    private final Path knowledge;
    private final String place;

    /**
     * Files in a directory.
     *
     * @param adverts the moments
     * @param knowledge all else
     * @param place the boot and the network namespace, which no other has
     */
    ResumeFiles(Path adverts, Path knowledge, String place) {
        this.adverts = adverts;
        this.knowledge = knowledge;
        this.place = place;
    }

    /** The files that belong to a control socket; empty where the system does not say which boot and which network namespace this is. */
    public static Optional<ResumeFiles> beside(Path socket) {
        try {
            String place = BootId.read() + " " + Files.readSymbolicLink(NETWORK);
            return Optional.of(new ResumeFiles(
                    ControlPath.beside(socket, "-adverts.bin"), ControlPath.beside(socket, "-resume.txt"), place));
        } catch (IOException e) {
            LOG.debug("this boot or network namespace has no name: {}", e.toString());
            return Optional.empty();
        }
    }

    /** What a process has left here; empty when nothing did, or what it left is not for this boot and network namespace. */
    Optional<FormerProcess> read() {
        if (!Files.exists(knowledge) || !Files.exists(adverts)) {
            return Optional.empty();
        }
        try {
            if (Files.size(knowledge) > MOST_BYTES) {
                throw new IOException("it is too large");
            }
            return ResumeLines.read(
                    Files.readAllLines(knowledge, StandardCharsets.UTF_8), place, LastAdverts.read(adverts));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("Beginning anew: what the former process left in {} cannot be read: {}", knowledge, e.toString());
            return Optional.empty();
        }
    }

    /**
     * Memory for the moments of this process, instead of what was there.
     *
     * @throws IOException when it cannot be made
     */
    LastAdverts create() throws IOException {
        return LastAdverts.create(adverts, ProcessHandle.current().pid());
    }

    /** Writes what these moments belong to and all else, instead of what was there. */
    void write(ResumeLines lines) {
        Path next = knowledge.resolveSibling(knowledge.getFileName() + ".new");
        try {
            if (LastAdverts.read(adverts).pid() != ProcessHandle.current().pid()) {
                return; // another process has taken this one's place
            }
            Files.deleteIfExists(next);
            Files.createFile(
                    next, PosixFilePermissions.asFileAttribute(OWNER_ONLY)); // adverts of version 2 have the password
            Files.write(next, lines.text(place), StandardCharsets.UTF_8);
            Files.move(next, knowledge, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("After a crash the next process will begin anew: {}", e.toString());
        }
    }

    /** After an orderly end there is nothing to go on with. */
    void delete() {
        for (Path file : List.of(knowledge, adverts)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.debug("cannot remove {}: {}", file, e.toString());
            }
        }
    }
}
