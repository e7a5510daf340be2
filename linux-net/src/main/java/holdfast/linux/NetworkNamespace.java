package holdfast.linux;

import holdfast.linux.jna.LibC;
import java.nio.file.Path;

/**
 * The network namespace of a thread (network_namespaces(7)).
 *
 * <p>Sockets belong to the namespace their thread was in when it opened them, and processes it starts inherit it. Both calls
 * concern the calling thread alone and cannot be undone by closing something: use a thread of one's own.
 */
public final class NetworkNamespace {
    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private NetworkNamespace() {}

    /**
     * Moves the calling thread into a namespace.
     *
     * @param namespace its file, such as {@code /run/netns/NAME}
     * @throws LinuxException ENOENT when there is none, EINVAL when the file is something else, EPERM without CAP_SYS_ADMIN
     */
    public static void enter(Path namespace) throws LinuxException {
        String name = namespace.toString();
        try (Descriptor file = Descriptor.open(name, O_RDONLY_CLOEXEC, "open network namespace")) {
            Descriptor.check(LibC.setns(file.number(), CLONE_NEWNET), "setns", name);
        }
    }

    /**
     * Moves the calling thread into a new, empty namespace that ends with the last thing that uses it.
     *
     * @throws LinuxException EPERM without CAP_SYS_ADMIN
     */
    public static void enterNew() throws LinuxException {
        Descriptor.check(LibC.unshare(CLONE_NEWNET), "unshare", "network namespace");
    }
}
