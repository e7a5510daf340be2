package holdfast.agent.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening socket and its place in the file system (unix(7)). A file that a daemon left behind when it was killed is replaced; one
 * behind which somebody listens is not. On close the file is removed, if it is still this one.
 */
final class SocketFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** Clients above the limit wait here; the kernel makes it net.core.somaxconn at most. */
    private static final int BACKLOG = 4096;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Object identity;

    private SocketFile(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity(path);
    }

    /**
     * Listens.
     *
     * @param path where; its folder is created if only the last part is missing
     * @param group whose members may connect besides the owner and root
     * @throws IOException with a message for people when the place cannot be used
     */
    static SocketFile listen(Path path, Optional<GroupPrincipal> group) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        createFolder(path);
        makeWay(path, address);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean listening = false;
        try {
            channel.bind(address, BACKLOG);
            SocketFile file = new SocketFile(path, channel);
            file.permit(group);
            channel.configureBlocking(false);
            listening = true;
            return file;
        } finally {
            if (!listening) {
                channel.close();
            }
        }
    }

    private static void createFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || Files.exists(folder)) {
            return;
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (NoSuchFileException e) {
            throw new IOException("its folder does not exist", e);
        } catch (FileSystemException e) {
            throw new IOException("its folder cannot be made: " + e.getMessage(), e);
        }
    }

    /** Removes what a dead daemon has left. */
    private static void makeWay(Path path, UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("there is something there that is no socket");
        }
        if (isAnswered(address)) {
            throw new IOException("another daemon uses it");
        }
        Files.deleteIfExists(path);
    }

    private static boolean isAnswered(UnixDomainSocketAddress address) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // a full backlog must not hold the daemon up: it is an answer, too
            probe.connect(address);
            return true;
        } catch (IOException e) {
            return !String.valueOf(e.getMessage()).contains("refused");
        }
    }

    /** The mask of the process may have given anything; until this is done, {@link PeerRule} alone decides. */
    private void permit(Optional<GroupPrincipal> group) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        boolean shared = false;
        if (group.isPresent()) {
            try {
                view.setGroup(group.get());
                shared = true;
            } catch (FileSystemException e) {
                LOG.debug("{} does not get the group {}: {}", path, group.get().getName(), e.getMessage());
            }
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(shared ? "rw-rw----" : "rw-------"));
    }

    ServerSocketChannel channel() {
        return channel;
    }

    Path path() {
        return path;
    }

    private static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (identity.equals(identity(path))) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", path);
        }
    }
}
