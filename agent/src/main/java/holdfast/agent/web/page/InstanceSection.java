package holdfast.agent.web.page;

import holdfast.agent.status.AddressStatus;
import holdfast.agent.status.ContributionStatus;
import holdfast.agent.status.InstanceSettings;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.status.VrrpStatus;
import holdfast.linux.AddressText;
import java.util.List;
import java.util.Locale;

/** The virtual routers, one card each. */
final class InstanceSection {
    private static final int MOST_INSTANCES = 200;
    private static final int MOST_ADDRESSES = 24;

    private final Html html;

    InstanceSection(Html html) {
        this.html = html;
    }

    void add(VrrpStatus vrrp) {
        List<InstanceStatus> all = vrrp.instances();
        html.open("section", "id", "routers", "aria-labelledby", "routers-title")
                .element("h2", "Virtual routers", "id", "routers-title");
        if (all.isEmpty()) {
            html.element("p", "No vrrp_instance is configured.", "class", "quiet");
        }
        html.open("div", "class", "cards").line();
        for (int i = 0; i < Math.min(MOST_INSTANCES, all.size()); i++) {
            card(all.get(i), i);
        }
        html.close("div");
        if (all.size() > MOST_INSTANCES) {
            html.element(
                    "p",
                    "And " + (all.size() - MOST_INSTANCES) + " more: holdfast status shows them.",
                    "class",
                    "quiet");
        }
        groups(vrrp.groups());
        html.close("section").line();
    }

    private void card(InstanceStatus instance, int number) {
        html.open("article", "class", "card " + instance.state().name().toLowerCase(Locale.ROOT))
                .open("h3")
                .element("span", instance.name(), "class", "name");
        Words.state(html, instance.state().name());
        html.close("h3");
        html.open("p", "class", "why")
                .words("for " + Words.span(instance.entry().ago()) + why(instance.entry()))
                .close("p");
        html.open("dl");
        addresses(instance);
        master(instance);
        priority(instance.priority());
        place(instance);
        html.close("dl");
        peers(instance);
        chain(instance, number);
        html.close("article").line();
    }

    private static String why(InstanceStatus.Entry entry) {
        return entry.cause().equals("started") ? ", since the start" : ": " + entry.reason();
    }

    private void addresses(InstanceStatus instance) {
        List<AddressStatus> all = instance.addresses();
        html.element("dt", "Addresses").open("dd");
        if (all.isEmpty()) {
            html.words("none");
        } else {
            html.open("ul", "class", "plain");
            for (AddressStatus address : all.subList(0, Math.min(MOST_ADDRESSES, all.size()))) {
                html.open("li")
                        .element("span", address.text(), "class", "address")
                        .words(" ");
                if (address.present()) {
                    Words.badge(html, "held here", "up");
                } else if (instance.state() == InstanceState.MASTER) {
                    Words.badge(html, "missing", "down");
                }
                html.close("li");
            }
            if (all.size() > MOST_ADDRESSES) {
                html.element("li", "and " + (all.size() - MOST_ADDRESSES) + " more");
            }
            html.close("ul");
        }
        html.close("dd");
    }

    private void master(InstanceStatus instance) {
        String words = instance.master()
                .map(master -> (master.ourselves() ? "this node" : AddressText.of(master.address())) + ", priority "
                        + master.priority())
                .orElse(instance.state() == InstanceState.FAULT ? "unknown to this node" : "none heard");
        row("Master", words);
    }

    private void priority(InstanceStatus.Priority priority) {
        html.element("dt", "Priority").open("dd").element("b", Integer.toString(priority.effective()));
        if (priority.effective() != priority.configured()) {
            html.words(" (" + priority.configured() + " configured)");
        }
        if (!priority.contributions().isEmpty()) {
            html.open("ul", "class", "plain");
            for (ContributionStatus part : priority.contributions()) {
                html.open("li").words(part.words() + (part.change() == 0 ? "" : ": " + signed(part.change())));
                if (part.fault()) {
                    html.words(" ");
                    Words.badge(html, "keeps it in FAULT", "down");
                }
                html.close("li");
            }
            html.close("ul");
        }
        html.close("dd");
    }

    private static String signed(int change) {
        return change > 0 ? "+" + change : "\u2212" + -change;
    }

    private void place(InstanceStatus instance) {
        InstanceSettings settings = instance.settings();
        row(
                "Network",
                settings.interfaceName() + ", VRID " + settings.vrid() + ", VRRP " + settings.version()
                        + (settings.ipv6() ? " over IPv6" : "") + ", every " + seconds(settings));
        instance.syncGroup().ifPresent(group -> row("Sync group", group));
    }

    private static String seconds(InstanceSettings settings) {
        double seconds = settings.interval().toMillis() / 1000.0;
        return (seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds)) + " s";
    }

    private void row(String term, String words) {
        html.element("dt", term).element("dd", words);
    }

    private void peers(InstanceStatus instance) {
        if (instance.peers().isEmpty()) {
            return;
        }
        Words.table(html, "Peers of " + instance.name(), "Peer", "Last advert", "Priority", "Rejected");
        for (PeerView peer : instance.peers()) {
            html.open("tr")
                    .open("th", "scope", "row")
                    .element("span", AddressText.of(peer.address()), "class", "address");
            if (peer.speaking()) {
                html.words(" ");
                Words.badge(html, "acts as MASTER", instance.state() == InstanceState.MASTER ? "down" : "master");
            }
            peer.lastError()
                    .ifPresent(error -> html.element(
                            "small", "rejected: " + error.reason() + ", " + Words.span(error.ago()) + " ago"));
            html.close("th")
                    .element(
                            "td",
                            peer.last()
                                    .map(heard -> Words.span(heard.ago()) + " ago")
                                    .orElse("never"),
                            "class",
                            "number")
                    .element(
                            "td",
                            peer.last()
                                    .map(heard -> Integer.toString(heard.priority()))
                                    .orElse("\u2013"),
                            "class",
                            "number")
                    .element("td", Long.toString(peer.rejected()), "class", "number")
                    .close("tr")
                    .line();
        }
        Words.endTable(html);
    }

    private void chain(InstanceStatus instance, int number) {
        if (instance.entry().chain().size() < 2) {
            return;
        }
        html.open("details", "id", "chain-" + number)
                .element("summary", "What led to this", "id", "chain-summary-" + number)
                .open("ol");
        instance.entry().chain().forEach(step -> html.element("li", step));
        html.close("ol").close("details");
    }

    private void groups(List<VrrpStatus.Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        Words.table(html, "Sync groups", "Group", "State", "Members");
        for (VrrpStatus.Group group : groups) {
            html.open("tr").element("th", group.name(), "scope", "row").open("td");
            Words.state(html, group.state().orElse("INIT"));
            html.close("td").element("td", String.join(", ", group.members())).close("tr");
        }
        Words.endTable(html);
    }
}
