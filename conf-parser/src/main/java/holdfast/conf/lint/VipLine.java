package holdfast.conf.lint;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.schema.AddressLiteral;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line with a virtual address, as written.
 *
 * @param word the address with its length
 * @param address the address
 * @param length the prefix length, if one was written and can be one
 * @param dev the interface after {@code dev}, if there is one
 * @param excluded whether it stands in {@code virtual_ipaddress_excluded}
 */
record VipLine(Word word, InetAddress address, OptionalInt length, Optional<String> dev, boolean excluded) {

    /** The address lines of an instance; lines that begin with no address were reported by others. */
    static List<VipLine> of(Statement instance) {
        List<VipLine> lines = new ArrayList<>();
        Outline.lines(instance, "virtual_ipaddress")
                .forEach(line -> read(line, false).ifPresent(lines::add));
        Outline.lines(instance, "virtual_ipaddress_excluded")
                .forEach(line -> read(line, true).ifPresent(lines::add));
        return lines;
    }

    /** The address a line begins with. */
    static Optional<InetAddress> address(Statement line) {
        return read(line, false).map(VipLine::address);
    }

    private static Optional<VipLine> read(Statement line, boolean excluded) {
        String text = line.keyword().text();
        int slash = text.indexOf('/');
        return AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash))
                .map(address -> new VipLine(
                        line.keyword(),
                        address,
                        slash < 0 ? OptionalInt.empty() : length(text.substring(slash + 1), address),
                        dev(line.words()),
                        excluded));
    }

    private static OptionalInt length(String digits, InetAddress address) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int length = number ? Integer.parseInt(digits) : -1;
        return length >= 0 && length <= address.getAddress().length * 8 ? OptionalInt.of(length) : OptionalInt.empty();
    }

    private static Optional<String> dev(List<Word> words) {
        for (int i = 1; i + 1 < words.size(); i++) {
            if (words.get(i).text().equals("dev")) {
                return Optional.of(words.get(i + 1).text());
            }
        }
        return Optional.empty();
    }

    /** The family of the address. */
    AddressFamily family() {
        return AddressFamily.of(address);
    }

    /** The address as written, without its length. */
    String text() {
        return word.text().split("/", 2)[0];
    }

    /** Whether a slash stands in the word, whatever follows it. */
    boolean hasSlash() {
        return word.text().indexOf('/') >= 0;
    }

    /** Whether all bits after the prefix have this value; false without a length. */
    boolean hostBitsAre(boolean ones) {
        if (length.isEmpty()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        for (int bit = length.getAsInt(); bit < bytes.length * 8; bit++) {
            boolean one = (bytes[bit / 8] & (0x80 >> bit % 8)) != 0;
            if (one != ones) {
                return false;
            }
        }
        return true;
    }
}
