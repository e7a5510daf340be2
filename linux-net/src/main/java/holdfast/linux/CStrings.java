package holdfast.linux;

import holdfast.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/** Texts as C programs get them: an array of pointers that ends with a null pointer, and behind it the bytes, each with its NUL. */
final class CStrings {
    /** How the names of files are encoded, hence also arguments; what the JDK uses for its own programs. */
    private static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private CStrings() {}

    /**
     * Copies texts.
     *
     * @throws LinuxException EINVAL for a text with a NUL, which C would cut there
     */
    static NativeMemory of(List<String> texts) throws LinuxException {
        int pointers = (texts.size() + 1) * Long.BYTES;
        List<byte[]> encoded =
                texts.stream().map(text -> text.getBytes(CHARSET)).toList();
        NativeMemory memory = new NativeMemory(
                pointers + encoded.stream().mapToInt(bytes -> bytes.length + 1).sum());
        ByteBuffer buffer = memory.buffer();
        int place = pointers;
        for (int i = 0; i < encoded.size(); i++) {
            if (texts.get(i).indexOf('\0') >= 0) {
                throw new LinuxException(Errno.EINVAL, "execve", "with a NUL in '" + texts.get(i) + "'");
            }
            buffer.putLong(i * Long.BYTES, memory.address(place));
            buffer.put(place, encoded.get(i));
            place += encoded.get(i).length + 1;
        }
        return memory;
    }
}
