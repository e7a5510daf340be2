package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.effective.Node.Setting;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.AddressFlags;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VirtualIpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines of addresses and peers. */
final class AddressRules {
    /** Names in {@code /etc/iproute2/rt_scopes}. */
    private static final Map<Integer, String> SCOPES =
            Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");

    static final Rules<VirtualIpAddress> ADDRESS = Rules.of(VirtualIpAddress.class)
            .elsewhere("address", "prefixLength", "dev", "scope", "label", "broadcast")
            .elsewhere("peer", "peerPrefixLength", "flags", "preferredLifetime");

    static final Rules<AddressFlags> FLAGS = Rules.of(AddressFlags.class)
            .elsewhere("detectDuplicates", "home", "noPrefixRoute")
            .elsewhere("manageTemporaryAddresses", "autoJoin", "noTrack");

    static final Rules<UnicastPeer> PEER = Rules.of(UnicastPeer.class).elsewhere("address", "minTtl", "maxTtl");

    private AddressRules() {}

    /** A block of addresses. */
    static void addresses(Body out, String keyword, List<VirtualIpAddress> addresses) {
        out.lines(
                keyword,
                addresses.stream().map(address -> line(out, keyword, address)).toList());
    }

    /** The line of one address; each option is a field and, unless it is the default, words. */
    static Line line(Body out, String keyword, VirtualIpAddress address) {
        String text = ConfText.address(address.address()) + "/" + address.prefixLength();
        boolean v4 = address.family() == AddressFamily.INET;
        var words = new StringBuilder(text);
        List<Setting> fields = new ArrayList<>(List.of(Body.field("address", new Datum.Text(text))));
        option(fields, words, "dev", Optional.of(address.dev()));
        if (v4) {
            String scope = SCOPES.getOrDefault(address.scope(), Integer.toString(address.scope()));
            option(fields, address.scope() == 0 ? new StringBuilder() : words, "scope", Optional.of(scope));
        }
        option(fields, words, "label", address.label());
        option(fields, words, "brd", address.broadcast().map(ConfText::address));
        option(
                fields,
                words,
                "peer",
                address.peer().map(peer -> ConfText.address(peer) + "/" + address.peerPrefixLength()));
        AddressFlags flags = address.flags();
        flag(fields, words, "-nodad", flags.detectDuplicates());
        flag(fields, words, "home", flags.home());
        flag(fields, words, "noprefixroute", flags.noPrefixRoute());
        flag(fields, words, "mngtmpaddr", flags.manageTemporaryAddresses());
        flag(fields, words, "autojoin", flags.autoJoin());
        flag(fields, words, "no_track", flags.noTrack());
        lifetime(fields, words, address.preferredLifetime(), !v4 && address.prefixLength() == 128);
        return out.line(keyword, words.toString(), fields);
    }

    private static void option(List<Setting> fields, StringBuilder words, String keyword, Optional<String> value) {
        value.ifPresent(text -> {
            fields.add(Body.field(keyword, new Datum.Text(text)));
            words.append(' ').append(keyword).append(' ').append(ConfText.word(text));
        });
    }

    private static void flag(List<Setting> fields, StringBuilder words, String keyword, boolean on) {
        if (on) {
            fields.add(Body.field(keyword, new Datum.Flag(true)));
            words.append(' ').append(keyword);
        }
    }

    /** Zero is the default of an IPv6 address without a prefix, forever that of the others. */
    private static void lifetime(
            List<Setting> fields, StringBuilder words, Optional<Duration> lifetime, boolean deprecatedByDefault) {
        lifetime.ifPresent(time -> fields.add(Body.field("preferred_lft", Body.seconds(time))));
        boolean standard =
                deprecatedByDefault ? lifetime.filter(Duration::isZero).isPresent() : lifetime.isEmpty();
        if (!standard) {
            words.append(" preferred_lft ")
                    .append(lifetime.map(time -> Long.toString(time.toSeconds()))
                            .orElse("forever"));
        }
    }

    /** {@code unicast_peer}. */
    static void peers(Body out, List<UnicastPeer> peers) {
        List<Line> lines = new ArrayList<>();
        for (UnicastPeer peer : peers) {
            String text = ConfText.address(peer.address());
            List<Setting> fields = List.of(
                    Body.field("address", new Datum.Text(text)),
                    Body.field("min_ttl", Body.number(peer.minTtl())),
                    Body.field("max_ttl", Body.number(peer.maxTtl())));
            String limits = peer.minTtl() == 0 && peer.maxTtl() == 255
                    ? ""
                    : " min_ttl " + peer.minTtl() + " max_ttl " + peer.maxTtl();
            lines.add(out.line("unicast_peer", text + limits, fields));
        }
        out.lines("unicast_peer", lines);
    }
}
