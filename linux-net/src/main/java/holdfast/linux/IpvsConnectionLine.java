package holdfast.linux;

import holdfast.linux.IpvsConnection.Transport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code /proc/net/ip_vs_conn}: protocol, the client's address and port, those of the service and of the real server in hexadecimal
 * digits, state and seconds left. Read by hand, for there can be very many, and little time.
 */
final class IpvsConnectionLine {
    /** Of ip_vs_proto_tcp.c. */
    private static final List<String> CLOSING = List.of("FIN_WAIT", "TIME_WAIT", "CLOSE", "LAST_ACK");

    private static final int SHORTEST = "TCP".length();
    private static final int IPV4_DIGITS = 8;
    private static final int IPV6_DIGITS = 32;
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private final byte[] text;
    private final int end;
    private int at;

    private IpvsConnectionLine(byte[] text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /**
     * Reads a line.
     *
     * @param text has it from {@code start} to before {@code end}
     * @return empty for the headings, for transports that are not named in {@link Transport}, and for connections that a persistence engine tells
     *     apart: what it knows of them stands in further columns
     */
    static Optional<IpvsConnection> parse(byte[] text, int start, int end) {
        return new IpvsConnectionLine(text, start, end).parse();
    }

    /**
     * Whether it is about a TCP connection that at least one side is done with; found out from the end of the line, for most of a busy table are.
     *
     * @param text has it from {@code start} to before {@code end}
     */
    static boolean isClosing(byte[] text, int start, int end) {
        if (end - start < SHORTEST || text[start] != 'T') {
            return false;
        }
        int at = end - 1;
        while (at > start && text[at] == ' ') {
            at--;
        }
        while (at > start && text[at] != ' ') { // the seconds left
            at--;
        }
        while (at > start && text[at] == ' ') {
            at--;
        }
        int last = at;
        while (at > start && text[at] != ' ') {
            at--;
        }
        return CLOSING.contains(new String(text, at + 1, last - at, StandardCharsets.US_ASCII));
    }

    private Optional<IpvsConnection> parse() {
        Transport transport = switch (word()) {
            case "TCP" -> Transport.TCP;
            case "UDP" -> Transport.UDP;
            case "IP" -> Transport.IP;
            default -> null;
        };
        if (transport == null) {
            return Optional.empty();
        }
        InetAddress client = address();
        int clientPort = (int) number(HEX);
        InetAddress virtual = address();
        int virtualPort = (int) number(HEX);
        InetAddress server = address();
        int serverPort = (int) number(HEX);
        String state = word();
        long secondsLeft = number(DECIMAL);
        skipSpaces();
        return at < end
                ? Optional.empty()
                : Optional.of(new IpvsConnection(
                        transport, client, clientPort, virtual, virtualPort, server, serverPort, state, secondsLeft));
    }

    private void skipSpaces() {
        while (at < end && text[at] == ' ') {
            at++;
        }
    }

    private String word() {
        skipSpaces();
        int start = at;
        while (at < end && text[at] != ' ') {
            at++;
        }
        return new String(text, start, at - start, StandardCharsets.US_ASCII);
    }

    private long number(int radix) {
        skipSpaces();
        long value = 0;
        for (; at < end && text[at] != ' '; at++) {
            value = value * radix + digit(text[at]);
        }
        return value;
    }

    private static int digit(byte character) {
        return character <= '9' ? character - '0' : (character | 0x20) - 'a' + DECIMAL;
    }

    /** IPv4 as one number, IPv6 as eight groups of four digits with colons. */
    private InetAddress address() {
        skipSpaces();
        byte[] octets = new byte[IPV6_DIGITS / 2];
        int digits = 0;
        for (; at < end && text[at] != ' '; at++) {
            if (text[at] != ':' && digits < IPV6_DIGITS) {
                octets[digits / 2] = (byte) (octets[digits / 2] << 4 | digit(text[at]));
                digits++;
            }
        }
        try {
            return InetAddress.getByAddress(digits == IPV4_DIGITS ? Arrays.copyOf(octets, 4) : octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen octets are an address", e);
        }
    }
}
