package holdfast.agent.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Writes a file in the place of another: who reads sees the old one or the new one, whole. */
final class FileReplacement {
    private FileReplacement() {}

    /**
     * Replaces a file; mode, owner and group stay. A symbolic link is followed.
     *
     * @param path an existing file
     * @param bytes what shall be in it
     * @throws IOException when that is not possible; the file is then as it was
     */
    static void replace(Path path, byte[] bytes) throws IOException {
        Path file = path.toRealPath();
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        Path copy = Files.createTempFile(file.getParent(), "." + file.getFileName() + ".", ".new");
        try {
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true); // before the name points to it
            }
            PosixFileAttributeView view = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
            PosixFileAttributes own = view.readAttributes();
            if (!own.group().equals(attributes.group())) {
                view.setGroup(attributes.group());
            }
            if (!own.owner().equals(attributes.owner())) {
                view.setOwner(attributes.owner());
            }
            view.setPermissions(attributes.permissions());
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
