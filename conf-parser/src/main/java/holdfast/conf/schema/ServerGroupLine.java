package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.VirtualServerGroup.Addresses;
import holdfast.conf.model.lvs.VirtualServerGroup.Mark;
import holdfast.conf.syntax.Word;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A line of a {@code virtual_server_group} (keepalived.conf(5), "Virtual server group(s)"). */
final class ServerGroupLine {
    private static final String CONSEQUENCE = "the line is ignored";

    private ServerGroupLine() {}

    /** {@code IP [PORT] | IP-LAST [PORT] | IP-IP [PORT] | IP/LEN [PORT] | fwmark N [inet|inet6]}. */
    static void read(LvsDraft.Group group, Arguments in) {
        if (in.take("fwmark")) {
            fwmark(group, in);
            return;
        }
        Word word = in.required("an address").orElseThrow(); // a line has at least one word
        Optional<Addresses> range = range(in, word);
        Optional<Word> port = in.take();
        int number = 0;
        if (range.isPresent() && port.isPresent()) {
            Optional<Integer> given = LvsKinds.serverPort(in, port.get(), CONSEQUENCE);
            if (given.isEmpty()) {
                return;
            }
            number = given.get();
        }
        int found = number;
        range.ifPresent(addresses -> group.members.add(new Addresses(addresses.first(), addresses.last(), found)));
    }

    private static void fwmark(LvsDraft.Group group, Arguments in) {
        in.stopAtMissingValue();
        Optional<Word> word = in.required("a number from 0 to " + LvsKinds.UNSIGNED);
        Optional<Long> mark = word.flatMap(given -> LvsKinds.unsigned(in, given, 0));
        Optional<AddressFamily> family = in.peek().isEmpty()
                ? Optional.empty()
                : Kinds.choice(Map.of("inet", AddressFamily.INET, "inet6", AddressFamily.INET6))
                        .read(in);
        mark.ifPresent(number -> group.members.add(new Mark(number, family)));
    }

    private static Optional<Addresses> range(Arguments in, Word word) {
        String text = word.text();
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        if (dash < 0 && slash < 0) {
            return LvsKinds.serverAddress(in, word, CONSEQUENCE).map(address -> new Addresses(address, address, 0));
        }
        int cut = dash >= 0 ? dash : slash;
        Optional<InetAddress> first = AddressLiteral.parse(text.substring(0, cut));
        if (first.isEmpty()) {
            return LvsKinds.serverAddress(in, word, CONSEQUENCE).map(address -> new Addresses(address, address, 0));
        }
        String end = text.substring(cut + 1);
        Optional<Addresses> range = dash >= 0 ? upTo(first.get(), end) : network(first.get(), end);
        if (range.isEmpty()) {
            in.problem(
                    Rule.ADDRESS_RANGE,
                    word,
                    "'" + text + "' is not a range of addresses; " + CONSEQUENCE,
                    dash >= 0
                            ? "the end is the last part of the address or an address, and above the start"
                            : "the length of a prefix is 0 to "
                                    + 8 * first.get().getAddress().length);
        }
        return range;
    }

    /** {@code END} is an address, or the last part of one: decimal in IPv4, hexadecimal in IPv6. */
    private static Optional<Addresses> upTo(InetAddress first, String end) {
        boolean v4 = AddressFamily.of(first) == AddressFamily.INET;
        Optional<InetAddress> last = AddressLiteral.parse(end);
        if (last.isEmpty()) {
            int value = number(end, v4 ? 10 : 16);
            if (value < 0 || value > (v4 ? 255 : 65_535)) {
                return Optional.empty();
            }
            byte[] bytes = first.getAddress();
            bytes[bytes.length - 1] = (byte) value;
            if (!v4) {
                bytes[bytes.length - 2] = (byte) (value >> 8);
            }
            last = Optional.of(address(bytes));
        }
        boolean ordered = AddressFamily.of(last.get()) == AddressFamily.of(first)
                && Arrays.compareUnsigned(first.getAddress(), last.get().getAddress()) < 0;
        return ordered ? Optional.of(new Addresses(first, last.get(), 0)) : Optional.empty();
    }

    /** All addresses from the one given to the last of its network. */
    private static Optional<Addresses> network(InetAddress first, String length) {
        byte[] bytes = first.getAddress();
        int bits = number(length, 10);
        if (bits < 0 || bits > bytes.length * 8) {
            return Optional.empty();
        }
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return Optional.of(new Addresses(first, address(bytes), 0));
    }

    private static int number(String text, int radix) {
        boolean digits = !text.isEmpty()
                && text.length() <= 5
                && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        return digits ? Integer.parseInt(text, radix) : -1;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
