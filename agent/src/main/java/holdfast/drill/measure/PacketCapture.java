package holdfast.drill.measure;

import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import holdfast.drill.lab.Lab;
import holdfast.drill.lab.LabException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One tcpdump in the switch. It listens on the "any" device, because a capture on a port would end when the port goes down,
 * and tells ports apart by interface index. What it saw is also kept as {@code switch.pcap} in the switch's directory.
 */
final class PacketCapture implements AutoCloseable {
    private static final String FILTER =
            "inbound and (ip proto 112 or ip6 proto 112 or arp or (icmp6 and ip6[40] == 136))";

    /**
     * In immediate mode the kernel's ring of 2 MiB has slots of this size; with tcpdump's default there are eight of them, which
     * a burst of gratuitous ARP overflows.
     */
    private static final String LONGEST_FRAME = "2048";

    private final HostProcess tcpdump;
    private final Thread reader;
    private final Consumer<Fact> sink;
    private final FrameDecoder decoder;

    private PacketCapture(HostProcess tcpdump, FrameDecoder decoder, Consumer<Fact> sink, Path copy) {
        this.tcpdump = tcpdump;
        this.decoder = decoder;
        this.sink = sink;
        this.reader = Thread.ofPlatform().daemon().name("packet-capture").unstarted(() -> read(copy));
    }

    /**
     * Starts capturing; returns once packets are seen.
     *
     * @param hosts whose packets are wanted, all plugged in already
     * @throws LabException when tcpdump does not start
     */
    static PacketCapture start(Lab lab, List<Host> hosts, Consumer<Fact> sink) {
        Host switchHost = lab.switchHost();
        Path log = switchHost.directory().resolve("tcpdump.log");
        List<String> argv = List.of(
                "tcpdump",
                "-i",
                "any",
                "-y",
                "LINUX_SLL2",
                "-n",
                "-U",
                "--immediate-mode",
                "-s",
                LONGEST_FRAME,
                "--time-stamp-precision=nano",
                "-Z",
                "root",
                "-w",
                "-",
                FILTER);
        HostProcess tcpdump = switchHost.pipe(log, argv);
        PacketCapture capture = new PacketCapture(
                tcpdump,
                new FrameDecoder(ports(switchHost, hosts)),
                sink,
                switchHost.directory().resolve("switch.pcap"));
        awaitListening(tcpdump, log);
        capture.reader.start();
        return capture;
    }

    private static Map<Integer, FrameDecoder.Port> ports(Host switchHost, List<Host> hosts) {
        Map<String, Integer> indexes = new HashMap<>();
        for (String line : switchHost.ip(List.of("-o", "link")).lines().toList()) {
            if (!Character.isDigit(line.charAt(0))) {
                continue; // ip complains when the other end of some link is in a namespace that is just going
            }
            String[] words = line.split("[:@] *", -1);
            indexes.put(words[1], Integer.parseInt(words[0]));
        }
        Map<Integer, FrameDecoder.Port> ports = new HashMap<>();
        for (Host host : hosts) {
            for (Bridge bridge : host.interfaces().values()) {
                ports.put(indexes.get(host.port(bridge)), new FrameDecoder.Port(host.name(), bridge.name()));
            }
        }
        return ports;
    }

    private static void awaitListening(HostProcess tcpdump, Path log) {
        try {
            for (int attempt = 0; attempt < 1000; attempt++) {
                if (Files.exists(log) && Files.readString(log).contains("listening on")) {
                    return;
                }
                if (!tcpdump.isAlive()) {
                    break;
                }
                Thread.sleep(5);
            }
            throw new LabException(
                    "tcpdump does not start: " + Files.readString(log).strip());
        } catch (IOException e) {
            throw new LabException("tcpdump's output cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while tcpdump was starting", e);
        }
    }

    private void read(Path copy) {
        try (OutputStream kept = Files.newOutputStream(copy);
                InputStream output = new Copying(tcpdump.output(), kept)) {
            PcapReader pcap = new PcapReader(output);
            for (Optional<PcapReader.CapturedFrame> next = pcap.next(); next.isPresent(); next = pcap.next()) {
                decoder.decode(next.get().at(), next.get().octets()).ifPresent(sink);
            }
        } catch (IOException e) {
            if (!tcpdump.awaitExit(1_000)) {
                throw new LabException("the capture broke off: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        tcpdump.kill();
    }

    /** Writes everything that is read to a second place. */
    private static final class Copying extends FilterInputStream {
        private final OutputStream copy;

        Copying(InputStream input, OutputStream copy) {
            super(input);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) {
                copy.write(octet);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                copy.write(buffer, offset, count);
            }
            return count;
        }
    }
}
