package holdfast.agent.web.page;

import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.agent.lvs.operator.LvsNames;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Virtual servers, each with its real servers. */
final class ServerSection {
    private static final int MOST_VIRTUAL_SERVERS = 100;
    private static final int MOST_REAL_SERVERS = 1_000;

    private final Html html;
    private int shown;

    ServerSection(Html html) {
        this.html = html;
    }

    /** The section; without virtual servers its empty place. */
    void add(Optional<LvsListing> listing, Optional<String> trouble) {
        if (listing.isEmpty() && trouble.isEmpty()) {
            html.open("div", "id", "servers").close("div");
            return;
        }
        html.open("section", "id", "servers", "aria-labelledby", "servers-title")
                .element("h2", "Virtual servers", "id", "servers-title");
        trouble.ifPresent(words -> html.element("p", words, "class", "trouble"));
        listing.ifPresent(all -> {
            html.open("div", "class", "cards wide").line();
            all.virtualServers().stream().limit(MOST_VIRTUAL_SERVERS).forEach(server -> virtual(all, server));
            html.close("div");
            if (all.virtualServers().size() > MOST_VIRTUAL_SERVERS || shown > MOST_REAL_SERVERS) {
                html.element("p", "There are more: holdfast lvs list shows them all.", "class", "quiet");
            }
        });
        html.close("section").line();
    }

    private void virtual(LvsListing listing, VirtualServerStatus server) {
        String name = LvsNames.of(server);
        html.open("article", "class", "card " + (server.quorumUp() || server.suspended() ? "" : "fault"))
                .open("h3")
                .element("span", name, "class", "name");
        if (server.suspended()) {
            Words.badge(html, "checks rest", "backup");
        } else {
            Words.badge(html, server.quorumUp() ? "quorum" : "no quorum", server.quorumUp() ? "up" : "down");
        }
        if (server.sorryServerActive()) {
            Words.badge(html, "sorry server", "warn");
        }
        html.close("h3");
        server.trouble().ifPresent(words -> html.element("p", words, "class", "trouble"));
        html.element(
                "p",
                "for " + ago(listing, server.since()) + ": weight " + server.liveWeight() + " alive, " + server.quorum()
                        + " needed; " + server.scheduler(),
                "class",
                "why");
        real(listing, name, server.realServers());
        html.close("article").line();
    }

    private void real(LvsListing listing, String name, List<RealServerStatus> servers) {
        Words.table(html, "Real servers of " + name, "Real server", "Health", "Weight", "Active", "Inactive");
        for (RealServerStatus server : servers) {
            if (shown++ >= MOST_REAL_SERVERS) {
                break;
            }
            Connections connections = listing.connections().get(server.id());
            html.open("tr")
                    .open("th", "scope", "row")
                    .element("span", LvsNames.of(server), "class", "address")
                    .close("th")
                    .open("td");
            Words.badge(html, server.up() ? "up" : "down", server.up() ? "up" : "down");
            switch (server.admission()) {
                case ENABLED -> {
                    // as it should be
                }
                case DRAINED -> Words.badge(html, "drained", "warn");
                case DISABLED -> Words.badge(html, "disabled", "warn");
            }
            html.words(" for " + ago(listing, server.since()));
            server.whyDown().filter(why -> !why.isEmpty()).ifPresent(why -> html.element("small", why));
            html.close("td")
                    .element(
                            "td",
                            server.weight().isPresent()
                                    ? Integer.toString(server.weight().getAsInt())
                                    : "out",
                            "class",
                            "number")
                    .element(
                            "td",
                            connections == null ? "\u2013" : Long.toString(connections.active()),
                            "class",
                            "number")
                    .element(
                            "td",
                            connections == null ? "\u2013" : Long.toString(connections.inactive()),
                            "class",
                            "number")
                    .close("tr")
                    .line();
        }
        Words.endTable(html);
    }

    private static String ago(LvsListing listing, long since) {
        return Words.span(Duration.ofNanos(Math.max(0, listing.now() - since)));
    }
}
