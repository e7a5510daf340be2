package holdfast.agent.realserver;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where services of this network namespace wait for clients: TCP sockets that listen and UDP sockets that are connected to nobody (proc(5),
 * /proc/net/tcp and the like).
 */
public final class ListeningPorts {
    private static final String TCP_LISTEN = "0A";
    private static final String UDP_UNCONNECTED = "07";
    private static final int WORD_DIGITS = 8;

    private final List<Place> places = new ArrayList<>();

    private record Place(InetAddress address, int port) {}

    private ListeningPorts() {}

    /**
     * Reads them.
     *
     * @param folder normally /proc/net
     */
    public static ListeningPorts read(Path folder) throws IOException {
        ListeningPorts ports = new ListeningPorts();
        for (String file : List.of("tcp", "tcp6")) {
            ports.read(folder.resolve(file), TCP_LISTEN);
        }
        for (String file : List.of("udp", "udp6")) {
            ports.read(folder.resolve(file), UDP_UNCONNECTED);
        }
        return ports;
    }

    private void read(Path file, String state) throws IOException {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 3 && fields[3].equals(state)) {
                    int colon = fields[1].indexOf(':');
                    places.add(new Place(
                            address(fields[1].substring(0, colon)),
                            Integer.parseInt(fields[1].substring(colon + 1), 16)));
                }
            }
        } catch (NoSuchFileException e) {
            return; // a kernel without IPv6
        }
    }

    /** 32-bit words in network order, printed as numbers of this (little-endian) machine. */
    private static InetAddress address(String digits) throws UnknownHostException {
        byte[] bytes = new byte[digits.length() / 2];
        for (int word = 0; word < digits.length(); word += WORD_DIGITS) {
            int number = Integer.parseUnsignedInt(digits.substring(word, word + WORD_DIGITS), 16);
            for (int i = 0; i < Integer.BYTES; i++) {
                bytes[word / 2 + i] = (byte) (number >>> (Byte.SIZE * i));
            }
        }
        return InetAddress.getByAddress(bytes);
    }

    /** Whether clients of an address are heard: by a socket of this address, or of all. */
    public boolean isListening(InetAddress address, int port) {
        return places.stream()
                .anyMatch(place -> place.port() == port
                        && (place.address().equals(address) || isOpenTo(place.address(), address)));
    }

    /** A socket of all IPv6 addresses usually hears IPv4, too. */
    private static boolean isOpenTo(InetAddress place, InetAddress address) {
        return place.isAnyLocalAddress() && (place instanceof Inet6Address || address instanceof Inet4Address);
    }

    /** The ports on which sockets of this very address wait. */
    public List<Integer> portsOf(InetAddress address) {
        return places.stream()
                .filter(place -> place.address().equals(address))
                .map(Place::port)
                .distinct()
                .sorted()
                .toList();
    }
}
