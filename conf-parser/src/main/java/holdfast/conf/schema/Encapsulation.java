package holdfast.conf.schema;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code encap} of a route or of one of its hops: the kinds keepalived 2.2.7 knows (ip-route(8) describes them and others). What it would ask the kernel for
 * with values it cannot read is not what was meant, so the route is left out.
 */
final class Encapsulation {
    /** RFC 3032, section 2.1: twenty bits. */
    private static final long MAX_LABEL = (1 << 20) - 1;

    /** keepalived refuses a third. */
    private static final int MAX_LABELS = 2;

    private static final int MAX_OCTET = 255;
    private static final int MAX_FLAGS = 65_535;

    /** A number as strtoul(3) reads it. */
    private static final Pattern LABEL = Pattern.compile("0[xX][0-9a-fA-F]{1,7}|0[0-7]{0,9}|[1-9][0-9]{0,8}");

    private static final Pattern LOCATOR = Pattern.compile("[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){3}");

    private final KernelLine line;
    private final List<String> words = new ArrayList<>();

    private Encapsulation(KernelLine line) {
        this.line = line;
    }

    /** The words after {@code encap}; complains about those that cannot be read. */
    static List<String> read(KernelLine line) {
        Optional<Word> kind = line.value("a kind of encapsulation: mpls, ip, ip6 or ila");
        if (kind.isEmpty()) {
            return List.of();
        }
        var reader = new Encapsulation(line);
        reader.words.add(kind.get().text());
        switch (kind.get().text()) {
            case "mpls" -> reader.labels();
            case "ila" -> reader.locator();
            case "ip" -> reader.header(kind.get(), AddressFamily.INET);
            case "ip6" -> reader.header(kind.get(), AddressFamily.INET6);
            default ->
                line.leftOut(
                        kind.get(),
                        "'" + kind.get().text() + "' is no kind of encapsulation that can be asked for",
                        "one of mpls, ip, ip6, ila");
        }
        return reader.words;
    }

    private void labels() {
        Optional<Word> word = line.value("LABEL, or LABEL/LABEL");
        if (word.isEmpty()) {
            return;
        }
        String[] labels = word.get().text().split("/", -1);
        boolean valid = labels.length <= MAX_LABELS;
        for (String label : labels) {
            valid &= LABEL.matcher(label).matches() && Long.decode(label) <= MAX_LABEL;
        }
        if (valid) {
            words.add(word.get().text());
        } else {
            line.leftOut(
                    word.get(),
                    "'" + word.get().text() + "' is no label of MPLS, nor two",
                    "write LABEL or LABEL/LABEL, numbers from 0 to " + MAX_LABEL);
        }
    }

    private void locator() {
        Optional<Word> word = line.value("a locator such as 2001:db8:0:1");
        if (word.isEmpty()) {
            return;
        }
        if (LOCATOR.matcher(word.get().text()).matches()) {
            words.add(word.get().text());
        } else {
            line.leftOut(
                    word.get(),
                    "'" + word.get().text() + "' is no locator",
                    "write all four groups of the upper half of an address, such as 2001:db8:0:1");
        }
    }

    /** What does not belong to the kind is a word of the route: {@code hoplimit} after {@code ip}, {@code tos} after {@code ip6}. */
    private void header(Word kind, AddressFamily family) {
        boolean isAddressed = false;
        for (Optional<String> name = option(family); name.isPresent(); name = option(family)) {
            Word option = line.in.take().orElseThrow(); // it has been peeked at
            isAddressed |= name.get().equals("id") || name.get().equals("dst");
            words.add(name.get());
            switch (name.get()) {
                case "dst", "src" -> address(option, family);
                case "id" -> number(option, KernelLine.MAX_UNSIGNED);
                case "flags" -> number(option, MAX_FLAGS);
                default -> number(option, MAX_OCTET);
            }
        }
        if (!isAddressed && line.isUsable()) {
            line.leftOut(
                    kind, "'encap " + kind.text() + "' does not say where to", "add 'dst ADDRESS', or 'id NUMBER'");
        }
    }

    /** What the next word stands for, if it is one of these. */
    private Optional<String> option(AddressFamily family) {
        return line.isUsable()
                ? line.in
                        .peek()
                        .map(Word::text)
                        .map(text -> text.equals("dsfield") ? "tos" : text)
                        .filter(
                                family == AddressFamily.INET
                                        ? List.of("id", "dst", "src", "tos", "ttl", "flags")::contains
                                        : List.of("id", "dst", "src", "tc", "hoplimit", "flags")::contains)
                : Optional.empty();
    }

    private void number(Word option, long max) {
        line.number(option, 0, max).ifPresent(number -> words.add(Long.toString(number)));
    }

    /** Of the header, which need not be of the family of the route. */
    private void address(Word option, AddressFamily family) {
        Optional<Word> word = line.value("an address");
        if (word.isEmpty()) {
            return;
        }
        Optional<InetAddress> address =
                AddressLiteral.parse(word.get().text()).filter(found -> AddressFamily.of(found) == family);
        if (address.isPresent()) {
            words.add(word.get().text());
        } else {
            line.leftOut(
                    word.get(),
                    "'" + option.text() + " " + word.get().text() + "' is no "
                            + (family == AddressFamily.INET ? "IPv4" : "IPv6") + " address",
                    "");
        }
    }
}
