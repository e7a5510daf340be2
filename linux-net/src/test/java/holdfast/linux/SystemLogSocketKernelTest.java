package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLogSocketKernelTest {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 20, 53, 17);

    @TempDir
    private Path folder;

    /** A log daemon that has bound its socket. */
    private Descriptor daemon(Path path) throws LinuxException {
        Descriptor socket = Descriptor.socket(AF_UNIX, SOCK_DGRAM, 0, "test log daemon");
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        NativeMemory address = new NativeMemory(2 + name.length + 1);
        address.buffer().putShort(0, (short) AF_UNIX).put(2, name);
        Descriptor.check(LibC.bind(socket.number(), address.address(), address.size()), "bind", path.toString());
        return socket;
    }

    private static String read(Descriptor daemon) {
        NativeMemory data = new NativeMemory(1024);
        int length = (int) LibC.recv(daemon.number(), data.address(), data.size(), 0);
        return length < 0 ? "" : RouteDecoder.string(data.buffer(), 0, length);
    }

    @Test
    void linesArriveAndADaemonThatCameBackIsFoundAgain() throws Exception {
        Path path = folder.resolve("log");
        try (SystemLogSocket log = new SystemLogSocket(path, 3, "holdfast[7]")) {
            assertFalse(log.write(6, AT, "nobody there"));
            try (Descriptor first = daemon(path)) {
                assertTrue(log.write(6, AT, "one"));
                assertEquals("<30>Nov 21 20:53:17 holdfast[7]: one", read(first));
            }
            Files.delete(path);
            assertFalse(log.write(6, AT, "between"));
            try (Descriptor second = daemon(path)) {
                assertTrue(log.write(4, AT, "two"));
                assertEquals("<28>Nov 21 20:53:17 holdfast[7]: two", read(second));
            }
            assertEquals(2, log.dropped());
        }
    }

    @Test
    void aDaemonThatDoesNotReadCostsLinesAndNoTime() throws Exception {
        Path path = folder.resolve("log");
        try (SystemLogSocket log = new SystemLogSocket(path, 3, "holdfast[7]");
                Descriptor daemon = daemon(path)) {
            for (int i = 0; i < 100_000 && log.dropped() == 0; i++) {
                log.write(6, AT, "line");
            }
            assertEquals(1, log.dropped());
            while (!read(daemon).isEmpty()) {
                // it reads again
            }
            assertTrue(log.write(6, AT, "line"));
        }
    }
}
