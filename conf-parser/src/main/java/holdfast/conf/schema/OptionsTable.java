package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.choice;
import static holdfast.conf.schema.Kinds.flag;
import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.wholeSeconds;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AuthHmac;
import holdfast.conf.model.InstanceOptions;
import holdfast.conf.model.InstanceOptions.Mode;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** Rarer keywords of {@code vrrp_instance} (keepalived.conf(5)); nothing acts on them so far. */
final class OptionsTable {
    /** Bytes of a key of {@code auth_hmac}. */
    private static final int MIN_KEY = 32;

    private static final int MAX_KEY = 64;

    static final Block<InstanceDraft> AUTH_HMAC = Block.<InstanceDraft>of("auth_hmac")
            .each("key", OptionsTable::key, (d, v) -> d.options.hmacKeys.add(v))
            .takes("1..255 hex:DIGITS | file:FILE | TEXT, 32..64 bytes")
            .value("active_key", integer(1, 255), (d, v) -> d.options.activeKey = v)
            .defaultsTo("the only key")
            .value(
                    "anti_replay",
                    choice(Map.of("time", AuthHmac.AntiReplay.TIME, "monotonic", AuthHmac.AntiReplay.MONOTONIC)),
                    (d, v) -> d.options.antiReplay = v)
            .defaultsTo("time")
            .value("time_window", wholeSeconds(1, 300), (d, v) -> d.options.timeWindow = v)
            .defaultsTo("3 times advert_int, at least 5 s")
            .value(
                    "mode",
                    choice(Map.of(
                            "enforce",
                            AuthHmac.Mode.ENFORCE,
                            "permissive",
                            AuthHmac.Mode.PERMISSIVE,
                            "receive-only",
                            AuthHmac.Mode.RECEIVE_ONLY)),
                    (d, v) -> d.options.hmacMode = v)
            .defaultsTo("enforce");

    private OptionsTable() {}

    static Block<InstanceDraft> rows(Block<InstanceDraft> table) {
        return table.nested(AUTH_HMAC)
                .refused()
                .since("2.4.0")
                .accepted("garp_extra_if", DaemonTable.garpExtra(0), (d, v) -> d.options.garpExtra = v)
                .inherits("vrrp_garp_extra_if")
                .renamed("vmac_garp_intvl", "garp_extra_if")
                .accepted("use_vmac_addr", flag(), (d, v) -> d.options.useVmacAddr = v)
                .accepted("use_ipvlan", ipvlan(), (d, v) -> d.options.ipvlan = v)
                .defaultsTo("no interface of its own")
                .accepted("vrf", Kinds.interfaceName(), (d, v) -> d.options.vrf = v)
                .accepted("old_unicast_checksum", oldChecksum(), (d, v) -> d.options.oldUnicastChecksum = v)
                .defaultsTo("as soon as a peer uses it")
                .accepted("unicast_fault_no_peer", flag(), (d, v) -> d.options.unicastFaultNoPeer = v)
                .accepted("kernel_rx_buf_size", integer(0, Integer.MAX_VALUE), (d, v) -> d.options.kernelRxBufSize = v)
                .takes("BYTES")
                .inherits("vrrp_rx_bufs_policy")
                .accepted("debug", integer(0, 4), (d, v) -> d.options.debug = v)
                .defaultsTo("0");
    }

    private static Optional<AuthHmac.Key> key(Arguments in) {
        Optional<Integer> id = integer(1, 255).read(in);
        Optional<Word> value = in.required("the key: hex:DIGITS, file:FILE or text of 32 to 64 bytes");
        if (id.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get().text();
        int bytes = text.startsWith("hex:") ? hexBytes(text.substring(4)) : text.length();
        if (!text.startsWith("file:") && (bytes < MIN_KEY || bytes > MAX_KEY)) {
            in.problem(
                    Rule.OUT_OF_RANGE,
                    "",
                    value.get().span(),
                    bytes < 0 ? "the key is not hexadecimal" : "the key has " + bytes + " bytes",
                    "expected 32 to 64 bytes");
            return Optional.empty();
        }
        return Optional.of(new AuthHmac.Key(id.get(), text));
    }

    private static int hexBytes(String digits) {
        boolean valid = digits.length() % 2 == 0 && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return valid ? digits.length() / 2 : -1;
    }

    private static Argument<InstanceOptions.OldChecksum> oldChecksum() {
        return Argument.of(
                "[never]",
                in -> in.peek().isEmpty()
                        ? Optional.of(InstanceOptions.OldChecksum.ALWAYS)
                        : choice(Map.of("never", InstanceOptions.OldChecksum.NEVER))
                                .read(in));
    }

    /** {@code [[name] INTERFACE] [ADDRESS] [bridge|private|vepa] [group GROUP]}. */
    private static Argument<InstanceOptions.Ipvlan> ipvlan() {
        return Argument.of("[[name] INTERFACE] [ADDRESS] [bridge | private | vepa] [group GROUP]", in -> {
            Optional<String> name = Optional.empty();
            Optional<InetAddress> address = Optional.empty();
            Mode mode = Mode.BRIDGE;
            in.take("name");
            for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
                String text = word.get().text();
                Optional<InetAddress> literal = AddressLiteral.parse(text.split("/", 2)[0]);
                switch (text) {
                    case "bridge" -> mode = Mode.BRIDGE;
                    case "private" -> mode = Mode.PRIVATE;
                    case "vepa" -> mode = Mode.VEPA;
                    case "netlink_notify_msg" -> {}
                    case "group" -> in.required("a group");
                    default -> {
                        if (literal.isPresent()) {
                            address = literal;
                        } else if (name.isPresent()) {
                            Weight.unknownOption(in, word.get(), "one name of an interface");
                        } else if (Kinds.isInterfaceName(in, word.get())) {
                            name = Optional.of(text);
                        }
                    }
                }
            }
            return Optional.of(new InstanceOptions.Ipvlan(name, address, mode));
        });
    }
}
