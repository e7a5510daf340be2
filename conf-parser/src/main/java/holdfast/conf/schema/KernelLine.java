package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.IpPrefix;
import holdfast.conf.model.NamedNumber;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What lines of routes and rules have in common: words and values as ip-route(8) and ip-rule(8) take them. Anything that
 * cannot be read is reported and makes the line unusable, as in keepalived. An object reads one line.
 */
abstract class KernelLine {
    /** Largest number of 32 bits without sign. */
    static final long MAX_UNSIGNED = 0xffff_ffffL;

    static final int MAX_TOS = 255;

    /** The routing protocol of what keepalived adds (RTPROT_KEEPALIVED in linux/rtnetlink.h). */
    static final long KEEPALIVED = 18;

    /** Names every iproute2 has (rt_tables). */
    private static final Map<String, Long> TABLES = Map.of("unspec", 0L, "default", 253L, "main", 254L, "local", 255L);

    /** Names every iproute2 has (rt_scopes). */
    private static final Map<String, Long> SCOPES =
            Map.of("global", 0L, "universe", 0L, "site", 200L, "link", 253L, "host", 254L, "nowhere", 255L);

    /** Names every iproute2 has (rt_protos). */
    private static final Map<String, Long> PROTOCOLS = Map.of(
            "kernel",
            2L,
            "boot",
            3L,
            "static",
            4L,
            "ra",
            9L,
            "zebra",
            11L,
            "bird",
            12L,
            "dhcp",
            16L,
            "keepalived",
            18L,
            "bgp",
            186L,
            "ospf",
            188L);

    final Arguments in;
    /** {@code route} or {@code rule}, for messages. */
    private final String kind;

    private boolean usable = true;
    private AddressFamily family;
    boolean noTrack;
    Optional<Word> trackGroup = Optional.empty();

    KernelLine(Arguments in, String kind) {
        this.in = in;
        this.kind = kind;
        in.stopAtMissingValue();
    }

    /** Whether everything could be read so far. */
    boolean isUsable() {
        return usable;
    }

    /** The family of the addresses seen, or of the words {@code inet} and {@code inet6}; IPv4 when nothing tells. */
    AddressFamily family() {
        return family == null ? AddressFamily.INET : family;
    }

    /** The line was made for a family; complains when another was seen before. */
    boolean fits(AddressFamily seen, Word word) {
        if (family != null && family != seen) {
            leftOut(word, "'" + word.text() + "' is " + seen.word() + ", the " + kind + " is " + family.word(), "");
            return false;
        }
        family = seen;
        return true;
    }

    /** Complains, and gives up the line. */
    void leftOut(Word word, String summary, String hint) {
        usable = false;
        in.problem(Rule.ROUTE_LINE, word, summary + "; the " + kind + " is left out", hint);
    }

    /** Complains about an option that means nothing, and goes on. */
    void ignored(Word word, String summary, String hint) {
        in.problem(Rule.UNKNOWN_OPTION, word, summary, hint);
    }

    /** The value of an option; complains when there is none. */
    Optional<Word> value(String expected) {
        Optional<Word> word = in.required(expected);
        usable &= word.isPresent();
        return word;
    }

    /** A whole number, decimal or hexadecimal, as the value of an option. */
    OptionalLong number(Word option, long min, long max) {
        String range = "a number from " + min + " to " + max;
        Optional<Word> word = value(range);
        return word.isEmpty()
                ? OptionalLong.empty()
                : number(option, word.get(), word.get().text(), min, max);
    }

    /** The number a text is; complains about the word it is part of. */
    OptionalLong number(Word option, Word word, String text, long min, long max) {
        OptionalLong parsed = unsigned(text);
        if (parsed.isEmpty() || parsed.getAsLong() < min || parsed.getAsLong() > max) {
            leftOut(
                    word,
                    "'" + option.text() + " " + word.text() + "' is "
                            + (parsed.isEmpty() ? "no number" : "out of range"),
                    "expected a number from " + min + " to " + max);
            return OptionalLong.empty();
        }
        return parsed;
    }

    /** A number without sign, {@code 0x} before hexadecimal ones. */
    static OptionalLong unsigned(String text) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        String digits = hexadecimal ? text.substring(2) : text;
        if (digits.isEmpty() || digits.length() > 12) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value * (hexadecimal ? 16 : 10) + digit;
        }
        return OptionalLong.of(value);
    }

    Optional<NamedNumber> table(Word option) {
        return named(option, "a routing table: main, local, default, or a number", TABLES, MAX_UNSIGNED);
    }

    Optional<NamedNumber> scope(Word option) {
        return named(option, "a scope: global, site, link, host, nowhere, or a number", SCOPES, 255);
    }

    Optional<NamedNumber> protocol(Word option) {
        return named(option, "a routing protocol: a name or a number", PROTOCOLS, 255);
    }

    /** A name, or a number. */
    Optional<NamedNumber> named(Word option, String expected, Map<String, Long> known, long max) {
        Optional<Word> word = value(expected);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String text = word.get().text();
        boolean isName = !text.isEmpty() && Character.isLetter(text.charAt(0));
        if (isName) {
            Long number = known.get(text);
            return Optional.of(new NamedNumber(text, number == null ? OptionalLong.empty() : OptionalLong.of(number)));
        }
        OptionalLong number = number(option, word.get(), text, 0, max);
        return number.isEmpty() ? Optional.empty() : Optional.of(new NamedNumber(text, number));
    }

    /** {@code [FROM/]TO}, each a name or a number up to 65535. */
    Optional<String> realms() {
        Optional<Word> word = value("[FROM/]TO");
        if (word.isPresent() && word.get().text().split("/", -1).length > 2) {
            leftOut(word.get(), "'" + word.get().text() + "' is no pair of realms", "write FROM/TO");
        }
        return word.map(Word::text);
    }

    /** An interface as the value of an option. */
    Optional<String> interfaceName(String other) {
        Optional<Word> word = value("the name of a network interface");
        if (word.isPresent() && !Kinds.isInterfaceName(in, word.get())) {
            usable = false;
            return Optional.of(other);
        }
        return word.map(Word::text);
    }

    /** An address, perhaps after {@code inet} or {@code inet6}, as the value of an option. */
    Optional<InetAddress> address(Word option) {
        Optional<Word> word = value("an address");
        if (word.isPresent()
                && (word.get().text().equals("inet") || word.get().text().equals("inet6"))) {
            word = value("an address");
        }
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<InetAddress> address = AddressLiteral.parse(word.get().text());
        if (address.isEmpty()) {
            leftOut(word.get(), "'" + option.text() + " " + word.get().text() + "' is no IP address", "");
        }
        Word given = word.get();
        return address.filter(found -> fits(AddressFamily.of(found), given));
    }

    /** Addresses as the value of an option: {@code ADDRESS[/LENGTH]}, or {@code default}, {@code any}, {@code all}. */
    Optional<IpPrefix> prefix(Word option) {
        Optional<Word> word = value("ADDRESS/LENGTH");
        return word.isEmpty() ? Optional.empty() : prefixOf(word.get(), option.text() + " ");
    }

    /** The addresses a word stands for; complains when it is none of that. */
    Optional<IpPrefix> prefixOf(Word word, String before) {
        String text = word.text();
        if (isDefault(text)) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        Optional<InetAddress> address = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            leftOut(word, "'" + before + text + "' is no IP address", "write ADDRESS/LENGTH");
            return Optional.empty();
        }
        AddressFamily seen = AddressFamily.of(address.get());
        if (!fits(seen, word)) {
            return Optional.empty();
        }
        int full = seen == AddressFamily.INET ? 32 : 128;
        OptionalLong length = slash < 0 ? OptionalLong.of(full) : unsigned(text.substring(slash + 1));
        if (length.isEmpty() || length.getAsLong() > full) {
            in.problem(
                    Rule.OUT_OF_RANGE,
                    word,
                    "'" + text.substring(slash + 1) + "' is no prefix length; " + full + " is used",
                    "expected a number from 0 to " + full);
            length = OptionalLong.of(full);
        }
        return Optional.of(new IpPrefix(address.get(), (int) length.getAsLong()));
    }

    /** Whether a word stands for all addresses. */
    static boolean isDefault(String text) {
        return text.equals("default") || text.equals("any") || text.equals("all");
    }

    /** All addresses of the line's family. */
    IpPrefix everything() {
        return new IpPrefix(
                AddressLiteral.parse(family() == AddressFamily.INET ? "0.0.0.0" : "::")
                        .orElseThrow(),
                0);
    }

    /** {@code track_group NAME} of a static entry; elsewhere the words mean nothing. */
    void trackGroup(Word option, boolean isStatic) {
        Optional<Word> name = value("the name of a track_group");
        if (isStatic) {
            trackGroup = name;
        } else {
            ignored(option, "'track_group' is for static entries only", "remove it");
        }
    }
}
