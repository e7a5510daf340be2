package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.AddressFlags;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A line of {@code virtual_ipaddress} or {@code static_ipaddress}: {@code IP[/LEN]} and its options (keepalived.conf(5), "virtual_ipaddress"). An
 * object of this class reads one line.
 */
final class AddressLine {
    /** Names in {@code /etc/iproute2/rt_scopes}. */
    private static final Map<String, Integer> SCOPES =
            Map.of("global", 0, "universe", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);

    /** What the reference says of such a line. */
    static final String SYNTAX = "ADDRESS[/LENGTH] [dev INTERFACE] [scope SCOPE] [brd ADDRESS | + | -] [label TEXT]"
            + " [peer ADDRESS[/LENGTH]] [home] [-nodad] [mngtmpaddr] [noprefixroute] [autojoin] [no_track]"
            + " [preferred_lft SECONDS | forever] [use_vmac]";

    /** The same in {@code static_ipaddress}. */
    static final String STATIC_SYNTAX = SYNTAX.replace("[use_vmac]", "[track_group NAME]");

    private static final String OPTIONS = "an option such as 'dev IF' or 'label L', or the end of the line";

    private enum Flag {
        NODAD,
        HOME,
        NOPREFIXROUTE,
        MNGTMPADDR,
        AUTOJOIN,
        NO_TRACK,
        USE_VMAC
    }

    private final Arguments in;
    private final boolean isStatic;
    private final Word first;
    private final InetAddress address;
    private final int prefixLength;
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private Optional<String> dev = Optional.empty();
    private int scope;
    private Optional<String> label = Optional.empty();
    private Optional<InetAddress> broadcast = Optional.empty();
    private Optional<InetAddress> peer = Optional.empty();
    private int peerPrefixLength;
    private Optional<Duration> preferred;
    private Optional<Word> trackGroup = Optional.empty();

    private AddressLine(Arguments in, boolean isStatic, Word first, InetAddress address, int prefixLength) {
        this.in = in;
        this.isStatic = isStatic;
        this.first = first;
        this.address = address;
        this.prefixLength = prefixLength;
        this.peerPrefixLength = prefixLength;
        // keepalived.conf(5), preferred_lft: an IPv6 /128 must not become a source address by default
        this.preferred = isV4() || prefixLength < 128 ? Optional.empty() : Optional.of(Duration.ZERO);
    }

    /**
     * An address whose interface is still open.
     *
     * @param address with {@code dev} empty when the line names none
     * @param hasDev whether it does
     * @param trackGroup the {@code track_group} a static address names
     * @param span the address
     */
    record Read(VirtualIpAddress address, boolean hasDev, Optional<Word> trackGroup, SourceSpan span) {
        /** With the interface of the instance where none was named. */
        VirtualIpAddress on(String interfaceName) {
            return hasDev
                    ? address
                    : new VirtualIpAddress(
                            address.address(),
                            address.prefixLength(),
                            interfaceName,
                            address.scope(),
                            address.label(),
                            address.broadcast(),
                            address.peer(),
                            address.peerPrefixLength(),
                            address.flags(),
                            address.preferredLifetime());
        }
    }

    /** Whether a line begins with an address, be what follows right or wrong. */
    static boolean beginsWithAddress(Statement line) {
        return AddressLiteral.parse(line.keyword().text().split("/", 2)[0]).isPresent();
    }

    /** Reads a line of an instance into a list. */
    static void read(List<Read> into, Arguments in) {
        read(into, in, false);
    }

    /** Reads a line into a list. */
    static void read(List<Read> into, Arguments in, boolean isStatic) {
        Word first = in.take().orElseThrow(); // a statement has at least one word
        String text = first.text();
        int slash = text.indexOf('/');
        Optional<InetAddress> address = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            in.problem(Rule.NOT_AN_ADDRESS, first, "'" + text + "' is not an IP address", "write ADDRESS/LENGTH");
            in.takeAll();
            return;
        }
        int full = AddressFamily.of(address.get()) == AddressFamily.INET ? 32 : 128;
        int length = slash < 0 ? full : prefix(in, first, text.substring(slash + 1), full);
        var line = new AddressLine(in, isStatic, first, address.get(), length);
        line.options();
        into.add(line.result());
    }

    private static int prefix(Arguments in, Word word, String digits, int full) {
        boolean valid = digits.length() <= 3 && Digits.only(digits);
        if (valid && Integer.parseInt(digits) <= full) {
            return Integer.parseInt(digits);
        }
        in.problem(
                Rule.OUT_OF_RANGE,
                word,
                "'" + digits + "' is no prefix length; " + full + " is used",
                AddressHints.length(word.text(), digits, full));
        return full;
    }

    private boolean isV4() {
        return AddressFamily.of(address) == AddressFamily.INET;
    }

    private void options() {
        if (first.text().endsWith(",") && in.peek().isPresent()) {
            in.takeAll(); // the comma was reported: a list was meant, and what follows is no option
        }
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            option(word.get());
        }
    }

    private void option(Word word) {
        switch (word.text()) {
            case "dev" -> dev = Kinds.interfaceName().read(in).or(() -> dev);
            case "scope" -> scope(word);
            case "brd", "broadcast" -> broadcast(word);
            case "label" -> label(word);
            case "peer" -> peer();
            case "home" -> flags.add(Flag.HOME);
            case "-nodad" -> flags.add(Flag.NODAD);
            case "mngtmpaddr" -> flags.add(Flag.MNGTMPADDR);
            case "noprefixroute" -> flags.add(Flag.NOPREFIXROUTE);
            case "autojoin" -> flags.add(Flag.AUTOJOIN);
            case "no_track" -> flags.add(Flag.NO_TRACK);
            case "preferred_lft" -> preferred();
            case "track_group", "use_vmac" -> ofOneKind(word);
            default -> unknown(word);
        }
    }

    /** Words of static addresses only, or of instances only. */
    private void ofOneKind(Word word) {
        if (isStatic && word.text().equals("track_group")) {
            trackGroup = in.required("the name of a track_group");
        } else if (!isStatic && word.text().equals("use_vmac")) {
            flags.add(Flag.USE_VMAC);
            in.problem(Rule.UNKNOWN_OPTION, word, "'use_vmac' of one address has no effect in Holdfast yet", "");
        } else {
            in.problem(
                    Rule.UNKNOWN_OPTION,
                    word,
                    "'" + word.text() + "' is for " + (isStatic ? "instances" : "static addresses") + " only",
                    "remove it");
            if (!isStatic) {
                in.take();
            }
        }
    }

    private void unknown(Word word) {
        boolean another = AddressLiteral.parse(word.text().split("/", 2)[0]).isPresent();
        if (another) {
            in.problem(
                    Rule.UNKNOWN_OPTION,
                    word,
                    "'" + word.text() + "' is a second address on the line and is ignored",
                    "write each address on a line of its own");
        } else if (word.text().equals("netmask") || word.text().equals("mask")) {
            Optional<Integer> length =
                    in.take().flatMap(mask -> AddressLiteral.parse(mask.text())).flatMap(AddressHints::lengthOf);
            in.problem(
                    Rule.UNKNOWN_OPTION,
                    word,
                    "'" + word.text() + "' is no option here; the length stands after the address",
                    "write '" + first.text() + "/" + length.map(String::valueOf).orElse("LENGTH") + "'");
        } else {
            Optional<String> meant = AddressHints.option(word.text());
            meant.filter(AddressHints::takesValue).ifPresent(_ -> in.take());
            Weight.unknownOption(in, word, meant, OPTIONS);
        }
    }

    private void scope(Word option) {
        Optional<Word> word = in.required("a scope: "
                + String.join(", ", SCOPES.keySet().stream().sorted().toList()));
        if (word.isEmpty()) {
            return;
        }
        if (!isV4()) {
            in.problem(
                    Rule.FAMILY_OPTION,
                    option.text(),
                    option.span().through(word.get().span()),
                    "IPv6 addresses have no configurable scope",
                    "remove it");
            return;
        }
        Integer named = SCOPES.get(word.get().text());
        scope = named != null ? named : Kinds.integer(in, word.get(), 0, 255).orElse(scope);
    }

    private void label(Word option) {
        Optional<Word> word = in.required("a label");
        if (word.isEmpty()) {
            return;
        }
        SourceSpan span = option.span().through(word.get().span());
        if (!isV4()) {
            in.problem(Rule.FAMILY_OPTION, option.text(), span, "IPv6 addresses have no label", "remove it");
        } else if (word.get().text().length() > Kinds.INTERFACE_NAME) {
            in.problem(
                    Rule.NAME_TOO_LONG,
                    word.get(),
                    "the label '" + word.get().text() + "' is too long and is left out",
                    "at most " + Kinds.INTERFACE_NAME + " characters");
        } else {
            label = Optional.of(word.get().text());
        }
    }

    private void broadcast(Word option) {
        Optional<Word> word = in.required("an address, '+' or '-'");
        if (word.isEmpty()) {
            return;
        }
        if (!isV4()) {
            in.problem(
                    Rule.FAMILY_OPTION,
                    option.text(),
                    option.span().through(word.get().span()),
                    "IPv6 has no broadcast",
                    "remove it");
            return;
        }
        broadcast = switch (word.get().text()) {
            case "+" -> Optional.of(withHostBits(true));
            case "-" -> Optional.of(withHostBits(false));
            default -> Kinds.address(in, word.get()).filter(found -> AddressFamily.of(found) == AddressFamily.INET);
        };
    }

    private InetAddress withHostBits(boolean ones) {
        byte[] bytes = address.getAddress();
        for (int bit = prefixLength; bit < 32; bit++) {
            int mask = 0x80 >> bit % 8;
            bytes[bit / 8] = (byte) (ones ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private void peer() {
        Optional<Word> word = in.required("an address");
        if (word.isEmpty()) {
            return;
        }
        String text = word.get().text();
        int slash = text.indexOf('/');
        peer = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash))
                .filter(found -> AddressFamily.of(found) == AddressFamily.of(address));
        if (peer.isEmpty()) {
            in.problem(
                    Rule.NOT_AN_ADDRESS,
                    word.get(),
                    "'" + text + "' is not an " + AddressFamily.of(address).word() + " address",
                    "");
            return;
        }
        int full = isV4() ? 32 : 128;
        peerPrefixLength = slash < 0 ? full : prefix(in, word.get(), text.substring(slash + 1), full);
    }

    private void preferred() {
        if (in.take("forever")) {
            preferred = Optional.empty();
            return;
        }
        Kinds.integer(0, Integer.MAX_VALUE)
                .read(in)
                .ifPresent(seconds -> preferred = Optional.of(Duration.ofSeconds(seconds)));
    }

    private Read result() {
        var words = new AddressFlags(
                flags.contains(Flag.NODAD),
                flags.contains(Flag.HOME),
                flags.contains(Flag.NOPREFIXROUTE),
                flags.contains(Flag.MNGTMPADDR),
                flags.contains(Flag.AUTOJOIN),
                flags.contains(Flag.NO_TRACK),
                flags.contains(Flag.USE_VMAC));
        var found = new VirtualIpAddress(
                address,
                prefixLength,
                dev.orElse(""),
                scope,
                label,
                broadcast,
                peer,
                peerPrefixLength,
                words,
                preferred);
        return new Read(found, dev.isPresent(), trackGroup, first.span());
    }
}
