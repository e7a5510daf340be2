package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.ForwardingMethod.Checksum;
import holdfast.conf.model.lvs.ForwardingMethod.TunnelType;
import holdfast.conf.model.lvs.Protocol;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Kinds of arguments in the load balancer's blocks. */
final class LvsKinds {
    /** Largest number of 32 bits without sign. */
    static final long UNSIGNED = 4_294_967_295L;

    static final int MAX_PORT = 65_535;

    /** keepalived.conf(5), persistence_timeout without a number. */
    private static final Duration PERSISTENCE = Duration.ofMinutes(6);

    private static final int MAX_PERSISTENCE = 31 * 86_400;

    private LvsKinds() {}

    /** A whole number that may need 32 bits without sign. */
    static Argument<Long> unsigned(long min) {
        return Argument.of(
                min + " or more",
                in -> in.required(() -> "a number from " + min + " to " + UNSIGNED)
                        .flatMap(word -> unsigned(in, word, min)));
    }

    /** The number a word is, at most {@link #UNSIGNED}; complains when it is none, or not in the range. */
    static Optional<Long> unsigned(Arguments in, Word word, long min) {
        String text = word.text();
        if (!Digits.isInteger(text)) {
            in.problem(
                    Rule.NOT_A_NUMBER,
                    word,
                    "'" + text + "' is not a number",
                    "expected a number from " + min + " to " + UNSIGNED);
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        if (value < min || value > UNSIGNED) {
            in.problem(
                    Rule.OUT_OF_RANGE,
                    word,
                    "'" + in.keyword().text() + " " + text + "' is out of range",
                    "expected " + min + " to " + UNSIGNED);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** A port. */
    static Argument<Integer> port() {
        return Kinds.integer(1, MAX_PORT);
    }

    /**
     * {@code IP [PORT]}; port 0 is the same as none.
     *
     * @param consequence what happens without it, to end the message with
     */
    static Argument<VirtualServerDraft.Server> server(String consequence) {
        return Argument.of(
                "ADDRESS [PORT]",
                in -> in.required("an address, and perhaps a port").flatMap(word -> server(in, word, consequence)));
    }

    /** The server a word, and perhaps the next one, stand for. */
    static Optional<VirtualServerDraft.Server> server(Arguments in, Word word, String consequence) {
        Optional<InetAddress> address = serverAddress(in, word, consequence);
        Optional<Word> port = in.take();
        if (address.isEmpty() || port.isEmpty()) {
            return address.map(found -> new VirtualServerDraft.Server(found, 0));
        }
        return serverPort(in, port.get(), consequence)
                .map(number -> new VirtualServerDraft.Server(address.get(), number));
    }

    /** The address a word is, for a server; complains when it is none. */
    static Optional<InetAddress> serverAddress(Arguments in, Word word, String consequence) {
        String text = word.text();
        int slash = text.indexOf('/');
        Optional<InetAddress> address = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            int colon = text.lastIndexOf(':');
            boolean glued =
                    colon > 0 && AddressLiteral.parse(text.substring(0, colon)).isPresent();
            in.problem(
                    Rule.NOT_AN_ADDRESS,
                    word,
                    "'" + text + "' is not an IP address; " + consequence,
                    glued ? "write '" + text.substring(0, colon) + " " + text.substring(colon + 1) + "'" : "");
        } else if (slash >= 0) {
            in.problem(
                    Rule.EXTRA_WORDS,
                    word,
                    "'" + text.substring(slash) + "' is ignored: this is one address",
                    "remove it");
        }
        return address;
    }

    /** The port a word is, 0 to 65535; complains when it is none. */
    static Optional<Integer> serverPort(Arguments in, Word word, String consequence) {
        String text = word.text();
        int value = text.length() <= 5 && Digits.only(text) ? Integer.parseInt(text) : -1;
        if (value < 0 || value > MAX_PORT) {
            in.problem(
                    Rule.PORT,
                    word,
                    "'" + text + "' is not a port; " + consequence,
                    "expected a number from 1 to " + MAX_PORT);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** {@code protocol}, in any case. */
    static Argument<Protocol> protocol() {
        Argument<Protocol> choice =
                Kinds.choice(Map.of("TCP", Protocol.TCP, "UDP", Protocol.UDP, "SCTP", Protocol.SCTP));
        return Argument.of(choice.syntax(), in -> switch (in.peek()
                .map(word -> word.text().toUpperCase(Locale.ROOT))
                .orElse("")) {
            case "TCP" -> in.take().map(_ -> Protocol.TCP);
            case "UDP" -> in.take().map(_ -> Protocol.UDP);
            case "SCTP" -> in.take().map(_ -> Protocol.SCTP);
            default -> choice.read(in);
        });
    }

    /** Seconds, or nothing: six minutes. */
    static Argument<Duration> persistenceTimeout() {
        Argument<Duration> seconds = Kinds.wholeSeconds(1, MAX_PERSISTENCE);
        return Argument.of("[1.." + MAX_PERSISTENCE + " s, whole]", in -> {
            Optional<Word> word = in.peek();
            if (word.isEmpty()) {
                return Optional.of(PERSISTENCE);
            }
            if (word.get().text().equals("0")) {
                in.take();
                in.problem(
                        Rule.OUT_OF_RANGE,
                        word.get(),
                        "'persistence_timeout 0' is out of range; connections are not kept together",
                        "remove the line for no persistence, else 1 to " + MAX_PERSISTENCE + " seconds");
                return Optional.empty();
            }
            return seconds.read(in);
        });
    }

    /** {@code NAT | DR | TUN [type ipip|gre|gue [port N]] [nocsum|csum|remcsum]}. */
    static Argument<ForwardingMethod> forwarding() {
        Argument<ForwardingMethod> method = Kinds.choice(Map.of(
                "NAT",
                new ForwardingMethod.Nat(),
                "DR",
                new ForwardingMethod.DirectRouting(),
                "TUN",
                new ForwardingMethod.Tunnel(TunnelType.IPIP, OptionalInt.empty(), Checksum.NONE)));
        return Argument.of(
                "NAT | DR | TUN [type ipip|gre|gue [port PORT]] [nocsum|csum|remcsum]",
                in -> method.read(in)
                        .map(found ->
                                found instanceof ForwardingMethod.Tunnel ? tunnel(in) : withoutOptions(in, found)));
    }

    private static ForwardingMethod withoutOptions(Arguments in, ForwardingMethod method) {
        Optional<Word> word = in.peek();
        if (word.isPresent() && isTunnelOption(word.get())) {
            in.takeAll();
            in.problem(
                    Rule.TUNNEL_OPTION,
                    word.get(),
                    "'" + word.get().text() + "' is an option of TUN, not of " + method.word(),
                    "remove it");
        }
        return method;
    }

    private static boolean isTunnelOption(Word word) {
        return switch (word.text()) {
            case "type", "port", "nocsum", "csum", "remcsum" -> true;
            default -> false;
        };
    }

    private static ForwardingMethod tunnel(Arguments in) {
        TunnelType type = TunnelType.IPIP;
        OptionalInt port = OptionalInt.empty();
        Checksum checksum = Checksum.NONE;
        Optional<Word> last = Optional.empty();
        for (Optional<Word> word = in.peek(); word.isPresent(); word = in.peek()) {
            last = in.take();
            switch (word.get().text()) {
                case "type" -> type = tunnelType(in).orElse(type);
                case "port" -> port = port().read(in).map(OptionalInt::of).orElse(port);
                case "nocsum" -> checksum = Checksum.NONE;
                case "csum" -> checksum = Checksum.CHECKSUM;
                case "remcsum" -> checksum = Checksum.REMOTE;
                default -> Weight.unknownOption(in, word.get(), "'type', 'port', 'nocsum', 'csum' or 'remcsum'");
            }
        }
        return checked(in, last, new ForwardingMethod.Tunnel(type, port, checksum));
    }

    private static Optional<TunnelType> tunnelType(Arguments in) {
        return Kinds.choice(Map.of("ipip", TunnelType.IPIP, "gue", TunnelType.GUE, "gre", TunnelType.GRE))
                .read(in);
    }

    private static ForwardingMethod checked(Arguments in, Optional<Word> last, ForwardingMethod.Tunnel tunnel) {
        boolean gue = tunnel.type() == TunnelType.GUE;
        if (last.isPresent() && gue && tunnel.port().isEmpty()) {
            in.problem(Rule.TUNNEL_OPTION, last.get(), "a gue tunnel needs a port", "add 'port N'");
        } else if (last.isPresent() && !gue && tunnel.port().isPresent()) {
            in.problem(
                    Rule.TUNNEL_OPTION,
                    last.get(),
                    "only a gue tunnel has a port, this one is " + tunnel.type().word(),
                    "remove 'port'");
        } else if (last.isPresent() && tunnel.type() == TunnelType.GRE && tunnel.checksum() == Checksum.REMOTE) {
            in.problem(Rule.TUNNEL_OPTION, last.get(), "a gre tunnel has no 'remcsum'", "write 'csum' or 'nocsum'");
        }
        return tunnel;
    }
}
