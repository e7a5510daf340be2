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
            .elsewhere("manageTemporaryAddresses", "autoJoin", "noTrack", "useVmac");

    static final Rules<UnicastPeer> PEER = Rules.of(UnicastPeer.class).elsewhere("address", "minTtl", "maxTtl");

    private AddressRules() {}

    /** A block of addresses. */
    static void addresses(Body out, String keyword, List<VirtualIpAddress> addresses) {
        out.lines(
                keyword,
                addresses.stream()
                        .map(address -> line(out, keyword, address, Optional.empty()))
                        .toList());
    }

    /** The line of one address; each option is a field and, unless it is the default, words. */
    static Line line(Body out, String keyword, VirtualIpAddress address, Optional<String> trackGroup) {
        boolean v4 = address.family() == AddressFamily.INET;
        var words = new LineWords()
                .first("address", ConfText.address(address.address()) + "/" + address.prefixLength())
                .option("dev", Optional.of(address.dev()));
        if (v4) {
            String scope = SCOPES.getOrDefault(address.scope(), Integer.toString(address.scope()));
            words.fact("scope", new Datum.Text(scope)).words(address.scope() == 0 ? "" : "scope " + scope);
        }
        AddressFlags flags = address.flags();
        words.option("label", address.label())
                .option("brd", address.broadcast().map(ConfText::address))
                .option("peer", address.peer().map(peer -> ConfText.address(peer) + "/" + address.peerPrefixLength()))
                .flag("-nodad", flags.detectDuplicates())
                .flag("home", flags.home())
                .flag("noprefixroute", flags.noPrefixRoute())
                .flag("mngtmpaddr", flags.manageTemporaryAddresses())
                .flag("autojoin", flags.autoJoin())
                .flag("no_track", flags.noTrack())
                .flag("use_vmac", flags.useVmac())
                .option("track_group", trackGroup);
        lifetime(words, address.preferredLifetime(), !v4 && address.prefixLength() == 128);
        return out.line(keyword, words.text(), words.fields());
    }

    /** Zero is the default of an IPv6 address without a prefix, forever that of the others. */
    private static void lifetime(LineWords words, Optional<Duration> lifetime, boolean deprecatedByDefault) {
        lifetime.ifPresent(time -> words.fact("preferred_lft", Body.seconds(time)));
        boolean standard =
                deprecatedByDefault ? lifetime.filter(Duration::isZero).isPresent() : lifetime.isEmpty();
        if (!standard) {
            String time =
                    lifetime.map(given -> Long.toString(given.toSeconds())).orElse("forever");
            words.words("preferred_lft " + time);
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
