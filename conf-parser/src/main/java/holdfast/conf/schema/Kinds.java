package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The kinds of arguments keywords take. */
final class Kinds {
    /** Longest interface name the kernel takes ({@code IFNAMSIZ} in {@code linux/if.h}, less the NUL). */
    static final int INTERFACE_NAME = 15;

    /** What the reference says of {@link #bool()}. */
    static final String BOOLEAN = "[BOOLEAN]";

    private Kinds() {}

    /** No argument: the keyword alone means yes. One given is reported, and means yes as well. */
    static Argument<Boolean> flag() {
        return Argument.of("", in -> {
            Optional<Word> word = in.peek();
            if (word.isPresent() && truth(word.get().text()).isPresent()) {
                in.take();
                in.problem(
                        Rule.FLAG_ARGUMENT,
                        word.get(),
                        "'" + in.keyword().text() + "' takes no argument; it is on",
                        truth(word.get().text()).orElseThrow() ? "remove the argument" : "remove the whole line");
            }
            return Optional.of(true);
        });
    }

    /** {@code on|off|true|false|yes|no}; nothing means on. */
    static Argument<Boolean> bool() {
        return Argument.of(BOOLEAN, in -> {
            Optional<Word> word = in.take();
            if (word.isEmpty()) {
                return Optional.of(true);
            }
            Optional<Boolean> truth = truth(word.get().text());
            if (truth.isEmpty()) {
                in.problem(
                        Rule.UNKNOWN_WORD,
                        word.get(),
                        "'" + word.get().text() + "' is neither yes nor no",
                        "one of on, off, true, false, yes, no");
            }
            return truth;
        });
    }

    private static Optional<Boolean> truth(String word) {
        return switch (word) {
            case "on", "true", "yes" -> Optional.of(true);
            case "off", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Any word. */
    static Argument<String> text() {
        return text("TEXT");
    }

    /** Any word, which the reference calls by a name of its own, such as {@code FILE}. */
    static Argument<String> text(String name) {
        return Argument.of(name, in -> in.required("a value").map(Word::text));
    }

    /** Any word, or none. */
    static Argument<String> optionalText() {
        return optionalText("TEXT");
    }

    /** Any word, which the reference calls by a name of its own, or none, which reads as an empty text. */
    static Argument<String> optionalText(String name) {
        return new Argument.Described<>(
                () -> "[" + name + "]",
                in -> Optional.of(in.take().map(Word::text).orElse("")));
    }

    /** Any number of words, not looked at. */
    static Argument<Boolean> anything() {
        return Argument.of("...", in -> {
            in.takeAll();
            return Optional.of(true);
        });
    }

    /** The name of a network interface. */
    static Argument<String> interfaceName() {
        return Argument.of(
                "INTERFACE",
                in -> in.required("the name of a network interface")
                        .filter(word -> isInterfaceName(in, word))
                        .map(Word::text));
    }

    /** Whether a word can be an interface's name; complains when not. */
    static boolean isInterfaceName(Arguments in, Word word) {
        if (word.text().length() > INTERFACE_NAME) {
            in.problem(
                    Rule.NAME_TOO_LONG,
                    word,
                    "'" + word.text() + "' is too long for the name of an interface",
                    "at most " + INTERFACE_NAME + " characters");
            return false;
        }
        if (word.text().isEmpty()
                || word.text().indexOf('/') >= 0
                || word.text().startsWith("$")
                || word.text().endsWith(";")
                || word.text().endsWith(",")) {
            in.problem(Rule.UNKNOWN_WORD, word, "'" + word.text() + "' is not the name of an interface", "");
            return false;
        }
        return true;
    }

    /** A whole number. */
    static Argument<Integer> integer(int min, int max) {
        return new Argument.Described<>(
                () -> range(min, max),
                in -> in.required(() -> "a number from " + min + " to " + max)
                        .flatMap(word -> integer(in, word, min, max)));
    }

    private static String range(int min, int max) {
        if (max < Integer.MAX_VALUE) {
            return min + ".." + max;
        }
        return min == Integer.MIN_VALUE ? "NUMBER" : min + " or more";
    }

    /** The whole number a word is; complains when it is none, or not in the range. */
    static Optional<Integer> integer(Arguments in, Word word, int min, int max) {
        if (!Digits.isInteger(word.text())) {
            notANumber(in, word, "a number from " + min + " to " + max);
            return Optional.empty();
        }
        long value = Long.parseLong(word.text());
        if (value < min || value > max) {
            outOfRange(in, word, min + " to " + max);
            return Optional.empty();
        }
        return Optional.of((int) value);
    }

    /** Seconds, with up to six decimal places. */
    static Argument<Duration> seconds(String min, String max) {
        var range = new SecondsRange(
                min,
                max,
                DecimalSeconds.of(min).micros(),
                DecimalSeconds.of(max).micros());
        return new Argument.Described<>(
                () -> min + ".." + max + " s",
                in -> in.required(() -> "seconds from " + min + " to " + max)
                        .flatMap(word -> seconds(in, word, range)));
    }

    /** From the least to the most, in seconds as in messages and in microseconds. */
    private record SecondsRange(String min, String max, long minMicros, long maxMicros) {}

    /** Whole seconds. */
    static Argument<Duration> wholeSeconds(int min, int max) {
        Argument<Integer> number = integer(min, max);
        return new Argument.Described<>(
                () -> max == Integer.MAX_VALUE ? min + " s or more" : min + ".." + max + " s, whole",
                in -> number.read(in).map(Duration::ofSeconds));
    }

    private static Optional<Duration> seconds(Arguments in, Word word, SecondsRange range) {
        String text = word.text().stripLeading(); // as strtol(3), for quoted numbers
        if (!Digits.isDecimal(text)) {
            notANumber(in, word, "seconds, such as 1 or 0.5");
            return Optional.empty();
        }
        DecimalSeconds value = DecimalSeconds.of(text);
        if (value.micros() < range.minMicros || value.micros() > range.maxMicros) {
            outOfRange(in, word, range.min + " to " + range.max + " seconds");
            return Optional.empty();
        }
        if (!value.exact()) {
            in.problem(
                    Rule.ROUNDED, word, "'" + word.text() + "' has more than six decimal places", "microseconds count");
        }
        return Optional.of(Duration.of(value.micros(), ChronoUnit.MICROS));
    }

    private static void notANumber(Arguments in, Word word, String expected) {
        in.problem(
                Rule.NOT_A_NUMBER,
                word,
                "'" + word.text() + "' is not a number; '" + in.keyword().text() + "' takes " + expected,
                NumberHints.of(word.text())
                        .map(meant -> "write '" + meant + "'")
                        .orElse("expected " + expected));
    }

    private static void outOfRange(Arguments in, Word word, String range) {
        in.problem(
                Rule.OUT_OF_RANGE,
                word,
                "'" + in.keyword().text() + " " + word.text() + "' is out of range (" + range + ")",
                "expected " + range);
    }

    /** One of several words. */
    static <T> Argument<T> choice(Map<String, T> words) {
        String list = String.join(" or ", words.keySet().stream().sorted().toList());
        return Argument.of(
                list.replace(" or ", " | "),
                in -> in.required(list).flatMap(word -> {
                    T value = words.get(word.text());
                    if (value == null) {
                        Optional<String> near = Suggestions.choice(word.text(), words.keySet());
                        in.problem(
                                Rule.UNKNOWN_WORD,
                                word,
                                "'" + word.text() + "' is no value for '"
                                        + in.keyword().text() + "'; it is " + list,
                                near.map(found -> "did you mean '" + found + "'?")
                                        .orElse("expected " + list));
                    }
                    return Optional.ofNullable(value);
                }));
    }

    /** An address of either family; a prefix length after it is reported and ignored. */
    static Argument<InetAddress> address() {
        return Argument.of("ADDRESS", in -> in.required("an address").flatMap(word -> address(in, word)));
    }

    /** An address of one family in the multicast range. */
    static Argument<InetAddress> multicast(AddressFamily family) {
        return new Argument.Described<>(
                () -> family.word() + " multicast ADDRESS",
                in -> in.required("a multicast address")
                        .flatMap(word -> address(in, word).filter(address -> {
                            boolean fits = AddressFamily.of(address) == family && address.isMulticastAddress();
                            if (!fits) {
                                in.problem(
                                        Rule.NOT_AN_ADDRESS,
                                        word,
                                        "'" + word.text() + "' is not an " + family.word() + " multicast address",
                                        family == AddressFamily.INET ? "such as 224.0.0.18" : "such as ff02::12");
                            }
                            return fits;
                        })));
    }

    /** The address a word is; complains when it is none. */
    static Optional<InetAddress> address(Arguments in, Word word) {
        String text = word.text();
        int slash = text.indexOf('/');
        Optional<InetAddress> address = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            in.problem(Rule.NOT_AN_ADDRESS, word, "'" + text + "' is not an IP address", "");
        } else if (slash >= 0) {
            in.problem(
                    Rule.EXTRA_WORDS,
                    word,
                    "'" + text.substring(slash) + "' is ignored: this is one address",
                    "remove it");
        }
        return address;
    }

    /** {@code USER [GROUP]}. */
    static Argument<ScriptUser> user() {
        return Argument.of(
                "USER [GROUP]",
                in -> in.required("a user, and perhaps a group")
                        .map(user -> new ScriptUser(user.text(), in.take().map(Word::text))));
    }
}
