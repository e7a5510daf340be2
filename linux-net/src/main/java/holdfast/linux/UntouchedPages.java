package holdfast.linux;

import holdfast.linux.jna.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of programs and start-up archives that were read and never written. A start touches most of them, what runs afterwards a
 * fraction; the kernel takes the others back only when it has to. They can be given back at any time: whoever needs one again
 * gets it from the page cache (madvise(2), MADV_DONTNEED).
 */
public final class UntouchedPages {
    private static final Path SMAPS = Path.of("/proc/self/smaps");
    private static final int MADV_DONTNEED = 4;
    private static final int MLOCK_ONFAULT = 1;
    private static final int KIBIBYTE = 1024;
    private static final int HEXADECIMAL = 16;

    /** proc(5): addresses, permissions, offset, device, inode, path. */
    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) [0-9a-f]+ \\S+ \\d+ +(/\\S+)");

    private static final Pattern AMOUNT = Pattern.compile("(Rss|Anonymous|Locked): +(\\d+) kB");

    /** What stays mapped for as long as the process lives, so that nothing else can come to be at its place meanwhile. */
    private static final Pattern LASTING = Pattern.compile("\\S*/(lib[^/]*\\.so[^/]*|[^/]*\\.aot|modules)");

    private UntouchedPages() {}

    /**
     * Part of a file in memory.
     *
     * @param start address of its first byte
     * @param end address after its last byte
     * @param present bytes of it that are in memory
     * @param locked whether it has to stay there
     */
    record Mapping(long start, long end, long present, boolean locked) {}

    /**
     * Gives them back. Mappings that may be written, or were, are left alone. Of what is locked in memory, pages that are needed again
     * from now on are locked again.
     *
     * @return how many bytes were in memory for them
     * @throws IOException the kernel does not tell what is mapped
     * @throws LinuxException (an IOException) the kernel refuses
     */
    public static long giveBack() throws IOException {
        long bytes = 0;
        for (Mapping mapping : in(Files.readAllLines(SMAPS))) {
            long length = mapping.end - mapping.start;
            String place = Long.toHexString(mapping.start);
            Descriptor.check(LibC.munlock(mapping.start, length), "munlock", place);
            Descriptor.check(LibC.madvise(mapping.start, length, MADV_DONTNEED), "madvise", place);
            if (mapping.locked) {
                Descriptor.check(LibC.mlock2(mapping.start, length, MLOCK_ONFAULT), "mlock2", place);
            }
            bytes += mapping.present;
        }
        return bytes;
    }

    /** Those that can be given back, of the lines of {@code /proc/PID/smaps}. */
    static List<Mapping> in(List<String> lines) {
        List<Mapping> found = new ArrayList<>();
        Mapping read = null;
        for (String line : lines) {
            Matcher amount = AMOUNT.matcher(line);
            if (amount.lookingAt() && read != null) {
                long bytes = Long.parseLong(amount.group(2)) * KIBIBYTE;
                read = switch (amount.group(1)) {
                    case "Rss" -> new Mapping(read.start, read.end, bytes, false);
                    case "Locked" -> new Mapping(read.start, read.end, read.present, bytes > 0);
                    default -> bytes == 0 ? read : null; // written
                };
            } else if (line.startsWith("VmFlags:")) { // the last of an entry
                if (read != null && read.present > 0) {
                    found.add(read);
                }
                read = null;
            } else {
                Matcher mapping = MAPPING.matcher(line);
                read = mapping.matches() ? candidate(mapping) : read;
            }
        }
        return found;
    }

    private static Mapping candidate(Matcher mapping) {
        boolean readOnly = mapping.group(3).charAt(1) == '-';
        if (!readOnly || !LASTING.matcher(mapping.group(4)).matches()) {
            return null;
        }
        long start = Long.parseUnsignedLong(mapping.group(1), HEXADECIMAL);
        return new Mapping(start, Long.parseUnsignedLong(mapping.group(2), HEXADECIMAL), 0, false);
    }
}
