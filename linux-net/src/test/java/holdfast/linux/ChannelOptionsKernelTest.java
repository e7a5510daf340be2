package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelOptionsKernelTest {
    private static final int SOL_SOCKET = 1;
    private static final int SO_MARK = 36;
    private static final int SO_BINDTODEVICE = 25;

    private final ChannelOptions options = new ChannelOptions();

    private static int option(int descriptor, int name, int length) {
        NativeMemory memory = new NativeMemory(32);
        memory.buffer().putInt(0, length);
        assertEquals(0, LibC.getsockopt(descriptor, SOL_SOCKET, name, memory.address(4), memory.address()));
        return memory.buffer().getInt(4);
    }

    @Test
    void theDescriptorFoundIsTheChannelsAmongManyOthers() throws IOException {
        List<DatagramChannel> others = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                others.add(DatagramChannel.open());
                others.get(i).setOption(StandardSocketOptions.SO_REUSEADDR, i % 2 == 0);
            }
            DatagramChannel wanted = others.get(20);
            wanted.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) wanted.getLocalAddress()).getPort();
            String socket = Files.readSymbolicLink(Path.of("/proc/self/fd/" + options.descriptorOf(wanted)))
                    .toString();
            String inode = socket.substring(socket.indexOf('[') + 1, socket.length() - 1);
            String entry = Files.readAllLines(Path.of("/proc/thread-self/net/udp6")).stream()
                    .filter(line -> line.contains(" " + inode + " "))
                    .findFirst()
                    .orElseThrow();
            assertTrue(entry.contains(String.format(":%04X ", port)), entry);
        } finally {
            for (DatagramChannel each : others) {
                each.close();
            }
        }
    }

    @Test
    void aChannelIsMarkedAndBoundToAnInterface() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            options.mark(channel, 0xfffffffeL);
            options.bindToDevice(channel, "lo");
            int descriptor = options.descriptorOf(channel);
            assertEquals(-2, option(descriptor, SO_MARK, 4));
            assertEquals('l' | 'o' << 8, option(descriptor, SO_BINDTODEVICE, 16) & 0xffff);
            assertEquals(false, channel.getOption(StandardSocketOptions.SO_REUSEADDR), "as it was");
        }
    }

    @Test
    void anInterfaceThatDoesNotExistIsReported() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            LinuxException thrown = assertThrows(LinuxException.class, () -> options.bindToDevice(channel, "nosuch0"));
            assertTrue(thrown.getMessage().contains("nosuch0"), thrown.getMessage());
        }
    }
}
