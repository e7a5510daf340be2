package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.io.File;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Arrays;

/**
 * Sets socket options on channels of the JDK that the JDK has no name for (socket(7)).
 *
 * <p>The JDK does not tell the file descriptor of a channel. It is found by asking the process's descriptors, newest first, for
 * {@code SO_REUSEADDR} while that option of the channel is switched on, off and on again: the one that follows is the channel's. That takes
 * a few system calls, and uses nothing but documented interfaces.
 *
 * <p>Not for use by several threads at once; meant for channels that have just been opened, before they are bound or connected.
 */
public final class ChannelOptions {
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_MARK = 36;
    private static final int EFD_CLOEXEC = 0x80000;

    private final NativeMemory memory = new NativeMemory(2 * Integer.BYTES);

    /**
     * Marks the packets of a channel ({@code SO_MARK}); needs CAP_NET_ADMIN.
     *
     * @param mark 0 to 4294967295
     */
    public void mark(NetworkChannel channel, long mark) throws IOException {
        int descriptor = descriptorOf(channel);
        memory.buffer().putInt(0, (int) mark);
        Descriptor.check(
                LibC.setsockopt(descriptor, SOL_SOCKET, SO_MARK, memory.address(), Integer.BYTES),
                "setsockopt SO_MARK",
                "mark " + mark);
    }

    /** Restricts a channel to one interface ({@code SO_BINDTODEVICE}). */
    public void bindToDevice(NetworkChannel channel, String interfaceName) throws IOException {
        NativeMemory name = Descriptor.cString(interfaceName);
        Descriptor.check(
                LibC.setsockopt(
                        descriptorOf(channel), SOL_SOCKET, Descriptor.SO_BINDTODEVICE, name.address(), name.size()),
                "setsockopt SO_BINDTODEVICE",
                interfaceName);
    }

    int descriptorOf(NetworkChannel channel) throws IOException {
        boolean before = channel.getOption(StandardSocketOptions.SO_REUSEADDR);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            int free = lowestFreeDescriptor();
            for (int candidate = free - 1; candidate >= 0; candidate--) {
                if (follows(channel, candidate)) {
                    return candidate;
                }
            }
            for (int candidate : openDescriptors()) {
                if (candidate > free && follows(channel, candidate)) {
                    return candidate;
                }
            }
            throw new IOException("the descriptor of a channel cannot be found");
        } finally {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, before);
        }
    }

    /** Called with the option on, and leaves it on. */
    private boolean follows(NetworkChannel channel, int candidate) throws IOException {
        if (!hasOption(candidate, true)) {
            return false;
        }
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        boolean off = hasOption(candidate, false);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return off && hasOption(candidate, true);
    }

    private boolean hasOption(int descriptor, boolean on) {
        memory.buffer().putInt(Integer.BYTES, Integer.BYTES);
        int result =
                LibC.getsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, memory.address(), memory.address(Integer.BYTES));
        return result == 0 && memory.buffer().getInt(0) != 0 == on;
    }

    private static int lowestFreeDescriptor() throws LinuxException {
        try (Descriptor probe = Descriptor.of(LibC.eventfd(0, EFD_CLOEXEC), "eventfd", "a probe")) {
            return probe.number();
        }
    }

    private static int[] openDescriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null
                ? new int[0]
                : Arrays.stream(names).mapToInt(Integer::parseInt).toArray();
    }
}
