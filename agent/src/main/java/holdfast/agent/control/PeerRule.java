package holdfast.agent.control;

import holdfast.linux.LinuxException;
import holdfast.linux.UserGroups;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Optional;
import jdk.net.UnixDomainPrincipal;

/**
 * Who may ask: root, the daemon's own user, and members of the group {@code holdfast} if there is one. The mode of the socket's file says
 * the same; this holds also when somebody has changed that.
 */
final class PeerRule {
    /** Whose members may ask. */
    static final String GROUP = "holdfast";

    private final UserPrincipal own;
    private final Optional<GroupPrincipal> group;

    private PeerRule(UserPrincipal own, Optional<GroupPrincipal> group) {
        this.own = own;
        this.group = group;
    }

    /** The rule for the user of this process. */
    static PeerRule ofThisProcess() throws IOException {
        return new PeerRule(Files.getOwner(Path.of("/proc/self")), namedGroup());
    }

    private static Optional<GroupPrincipal> namedGroup() {
        try {
            return Optional.of(accounts().lookupPrincipalByGroupName(GROUP));
        } catch (IOException e) {
            return Optional.empty(); // no such group on this machine
        }
    }

    private static UserPrincipalLookupService accounts() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    /** The group, if there is one. */
    Optional<GroupPrincipal> group() {
        return group;
    }

    /**
     * Whether a client may ask.
     *
     * @param peer as the kernel knows it (SO_PEERCRED)
     * @param socket the socket's file, whose group id is that of {@link #group()}
     */
    boolean admits(UnixDomainPrincipal peer, Path socket) throws IOException {
        if (peer.user().equals(own) || peer.user().equals(accounts().lookupPrincipalByName("root"))) {
            return true;
        }
        if (group.isEmpty()) {
            return false;
        }
        return peer.group().equals(group.get()) || isMember(peer.user().getName(), socket);
    }

    private boolean isMember(String user, Path socket) throws IOException {
        GroupPrincipal ofFile = Files.readAttributes(socket, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .group();
        if (!ofFile.equals(group.orElseThrow())) {
            return false;
        }
        try {
            return UserGroups.isMember(user, (int) Files.getAttribute(socket, "unix:gid", LinkOption.NOFOLLOW_LINKS));
        } catch (LinuxException e) {
            throw new IOException("the groups of " + user + " are not known: " + e.getMessage(), e);
        }
    }

    /** Why a client may not. */
    String refusal(UnixDomainPrincipal peer) {
        String also = group.map(known -> ", or a member of group '" + known.getName() + "'")
                .orElse("");
        return "user '" + peer.user().getName() + "' may not ask this daemon: be root or '" + own.getName() + "'"
                + also;
    }
}
