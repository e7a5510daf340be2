package holdfast.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** As much of DNS messages as a check needs (RFC 1035, 4.1): a question, and the header of the answer. */
final class DnsMessage {
    private static final int HEADER = 12;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int CODE = 0x000F;
    private static final int CLASS_INTERNET = 1;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;

    private DnsMessage() {}

    /**
     * The question for one name.
     *
     * @param id 0 to 65535, comes back in the answer
     * @param type number of the record type
     * @param name with or without a dot at the end; {@code .} is the root
     * @throws IllegalArgumentException the name has an empty label or is too long
     */
    static byte[] question(int id, int type, String name) {
        byte[] labels = labels(name);
        return ByteBuffer.allocate(HEADER + labels.length + 4)
                .putShort((short) id)
                .putShort((short) RECURSION_DESIRED)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .put(labels)
                .putShort((short) type)
                .putShort((short) CLASS_INTERNET)
                .array();
    }

    private static byte[] labels(String name) {
        var bytes = new ByteArrayOutputStream();
        String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!rest.isEmpty()) {
            for (String label : rest.split("\\.", -1)) {
                byte[] text = label.getBytes(StandardCharsets.UTF_8);
                if (text.length == 0 || text.length > LONGEST_LABEL) {
                    throw new IllegalArgumentException("a label of '" + name + "' is empty or too long");
                }
                bytes.write(text.length);
                bytes.writeBytes(text);
            }
        }
        bytes.write(0);
        if (bytes.size() > LONGEST_NAME) {
            throw new IllegalArgumentException("'" + name + "' is too long for a domain name");
        }
        return bytes.toByteArray();
    }

    /**
     * The response code of an answer, 0 to 15.
     *
     * @return empty when it is not the answer to the question with this id: another one's, a question, or too short
     */
    static Optional<Integer> responseCode(ByteBuffer datagram, int id) {
        ByteBuffer bytes = datagram.slice().order(ByteOrder.BIG_ENDIAN);
        if (bytes.remaining() < HEADER || (bytes.getShort(0) & 0xFFFF) != id || (bytes.getShort(2) & RESPONSE) == 0) {
            return Optional.empty();
        }
        return Optional.of(bytes.getShort(2) & CODE);
    }

    /** What a response code means (RFC 1035, 4.1.1; RFC 2136, 2.2). */
    static String words(int code) {
        return switch (code) {
            case 0 -> "NOERROR";
            case 1 -> "FORMERR";
            case 2 -> "SERVFAIL";
            case 3 -> "NXDOMAIN";
            case 4 -> "NOTIMP";
            case 5 -> "REFUSED";
            default -> "rcode " + code;
        };
    }
}
