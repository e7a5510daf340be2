package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sd_notify(3): a path, or an abstract name that begins with {@code @}. */
class NotifySocketKernelTest {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;

    @TempDir
    private Path folder;

    private static Descriptor manager(byte[] name) throws LinuxException {
        Descriptor socket = Descriptor.socket(AF_UNIX, SOCK_DGRAM, 0, "test service manager");
        NativeMemory address = new NativeMemory(2 + name.length);
        address.buffer().putShort(0, (short) AF_UNIX).put(2, name);
        Descriptor.check(LibC.bind(socket.number(), address.address(), address.size()), "bind", "test");
        return socket;
    }

    private static String read(Descriptor manager) {
        NativeMemory data = new NativeMemory(1024);
        int length = (int) LibC.recv(manager.number(), data.address(), data.size(), 0);
        byte[] bytes = new byte[Math.max(0, length)];
        data.buffer().get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void messagesArriveAtAPath() throws Exception {
        String path = folder.resolve("notify").toString();
        try (NotifySocket socket = NotifySocket.open(path)) {
            assertFalse(socket.send("READY=1"), "nobody there");
            try (Descriptor manager = manager(path.getBytes(StandardCharsets.UTF_8))) {
                assertTrue(socket.send("READY=1\nSTATUS=früh"));
                assertEquals("READY=1\nSTATUS=früh", read(manager));
            }
        }
    }

    @Test
    void messagesArriveAtAnAbstractName() throws Exception {
        String name = "holdfast-test-" + ProcessHandle.current().pid();
        try (Descriptor manager = manager(("\0" + name).getBytes(StandardCharsets.UTF_8));
                NotifySocket socket = NotifySocket.open("@" + name)) {
            assertTrue(socket.send("WATCHDOG=1"));
            assertEquals("WATCHDOG=1", read(manager));
        }
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> NotifySocket.open("notify"));
        assertThrows(IllegalArgumentException.class, () -> NotifySocket.open("/" + "x".repeat(107)));
    }
}
