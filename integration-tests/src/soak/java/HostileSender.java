import holdfast.drill.lab.Host;
import holdfast.linux.LinuxException;
import holdfast.linux.NetworkNamespace;
import holdfast.linux.PacketSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Sends adverts that nobody may believe, from the client (RFC 791, RFC 3768, RFC 9568): of the highest priority, each with one mistake. */
final class HostileSender {
    private static final int FRAMES = 40;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int MISTAKES = 6;

    private final Host client;

    HostileSender(Host client) {
        this.client = client;
    }

    /** A socket belongs to the namespace of the thread that opens it, and that thread serves for nothing else. */
    void send(List<Instance> instances, long seed) {
        String line = client.ip(List.of("-o", "link", "show", "eth0"));
        int index = Integer.parseInt(line.split(":", 2)[0]);
        Random random = new Random(seed);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                NetworkNamespace.enter(client.namespaceFile());
                try (PacketSocket socket = PacketSocket.open()) {
                    for (int number = 0; number < FRAMES; number++) {
                        Instance target = instances.get(random.nextInt(3));
                        socket.send(index, frame(target, number % MISTAKES));
                        Thread.sleep(BETWEEN);
                    }
                }
                done.complete(null);
            } catch (LinuxException | InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.join();
    }

    private static byte[] frame(Instance target, int mistake) {
        byte[] vip = target.vip().getAddress();
        boolean old = target.version() == 2;
        ByteBuffer message = ByteBuffer.allocate(old ? 20 : 12);
        message.put((byte) (old ? 0x21 : 0x31)).put((byte) target.vrid()).put((byte) 255).put((byte) 1);
        int interval = (int) target.interval().toMillis() / 10;
        message.putShort((short) (old ? 0x0101 : interval)).putShort((short) 0).put(vip);
        if (old) {
            message.put("guesswrk".getBytes(java.nio.charset.StandardCharsets.US_ASCII)); // never believed, whatever else
        }
        byte[] bytes = message.array();
        int ttl = mistake == 0 ? 254 : 255;
        switch (mistake) {
            case 1 -> bytes = Arrays.copyOf(bytes, 7);
            case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 40);
            case 3 -> bytes[0] = 0x41;
            case 4 -> bytes[0] = (byte) (bytes[0] & 0xf0 | 2);
            default -> {}
        }
        if (bytes.length > 8) {
            short sum = checksum(bytes);
            ByteBuffer.wrap(bytes).putShort(6, (short) (mistake == 5 ? sum ^ 0x0f0f : sum));
        }
        return ethernet(bytes, ttl);
    }

    private static byte[] ethernet(byte[] message, int ttl) {
        ByteBuffer frame = ByteBuffer.allocate(34 + message.length);
        frame.put(HexFormat.of().parseHex("01005e0000120200000000ee0800"));
        ByteBuffer header = ByteBuffer.allocate(20);
        header.put((byte) 0x45).put((byte) 0xc0).putShort((short) (20 + message.length)).putInt(0x00010000);
        header.put((byte) ttl).put((byte) 112).putShort((short) 0);
        header.put(new byte[] {(byte) 192, 0, 2, 9}).put(new byte[] {(byte) 224, 0, 0, 18});
        header.putShort(10, checksum(header.array()));
        return frame.put(header.array()).put(message).array();
    }

    /** RFC 1071. */
    private static short checksum(byte[] octets) {
        int sum = 0;
        for (int at = 0; at < octets.length; at += 2) {
            int low = at + 1 < octets.length ? octets[at + 1] & 0xff : 0;
            sum += (octets[at] & 0xff) << 8 | low;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }
}
