package holdfast.linux;

/** Something {@link Epoll} can wait for. */
public interface Pollable {
    /** The file descriptor, valid until the resource is closed. */
    int fd();
}
