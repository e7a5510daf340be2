package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.LinkSettings;
import holdfast.conf.model.Route;
import holdfast.conf.model.RoutingRule;
import holdfast.conf.model.StaticAddress;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackGroup;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.syntax.Word;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Static entries, their groups and the settings of interfaces: names resolved, defaults filled in. One object for one run. */
final class StaticCompiler {
    /** What keepalived gives the first rule of a family without preference; the next one of the family gets one less. */
    private static final long FIRST_PREFERENCE = 16_384;

    private final ConfigurationDraft draft;
    private final DiagnosticSink sink;
    private final Map<AddressFamily, Long> nextPreference = new EnumMap<>(AddressFamily.class);

    StaticCompiler(ConfigurationDraft draft, DiagnosticSink sink) {
        this.draft = draft;
        this.sink = sink;
    }

    /** Static entries. Call before {@link #rules} of instances. */
    StaticEntries entries(String defaultInterface) {
        List<StaticAddress> addresses = new ArrayList<>();
        Set<List<Object>> taken = new HashSet<>();
        for (AddressLine.Read read : draft.staticAddresses) {
            var address = new StaticAddress(read.on(defaultInterface), trackGroup(read.trackGroup()));
            if (taken.add(List.of(
                    address.address().address(),
                    address.address().prefixLength(),
                    address.address().dev()))) {
                addresses.add(address);
            } else {
                sink.report(Diagnostic.of(
                                Rule.ADDRESS_DUPLICATE,
                                read.span(),
                                "this address is in static_ipaddress twice; the second is ignored")
                        .withHint("remove it"));
            }
        }
        List<Route> routes = draft.staticRoutes.stream()
                .map(read -> read.in(trackGroup(read.trackGroup())))
                .toList();
        draft.staticRules.replaceAll(read -> read.in(trackGroup(read.trackGroup())));
        return new StaticEntries(addresses, routes, rules(draft.staticRules), trackGroups());
    }

    private Optional<String> trackGroup(Optional<Word> name) {
        name.filter(word -> !draft.trackGroups.containsKey(word.text())).ifPresent(word -> {
            Diagnostic diagnostic = Diagnostic.of(
                    Rule.UNDEFINED_NAME,
                    word.span(),
                    "there is no track_group '" + word.text() + "'; nothing is tracked by it");
            sink.report(Suggestions.nearest(word.text(), draft.trackGroups.keySet())
                    .map(near -> diagnostic.withHint("did you mean '" + near + "'?"))
                    .orElse(diagnostic));
        });
        return name.map(Word::text).filter(draft.trackGroups::containsKey);
    }

    /** Routes as they will be made. */
    static List<Route> routes(List<RouteLine.Read> routes) {
        return routes.stream().map(RouteLine.Read::route).toList();
    }

    /** Rules as they will be made: with a preference each. */
    List<RoutingRule> rules(List<RuleLine.Read> rules) {
        List<RoutingRule> result = new ArrayList<>();
        for (RuleLine.Read read : rules) {
            RoutingRule rule = read.hasPreference()
                    ? read.rule()
                    : read.withPreference(next(read.rule().family()));
            if (rule.action() instanceof RoutingRule.GoTo(long target) && target <= rule.preference()) {
                sink.report(Diagnostic.of(
                                Rule.ROUTE_LINE,
                                read.span(),
                                "a rule can only go to a larger preference than its own, which is " + rule.preference()
                                        + " where none is given; the rule is left out")
                        .withHint("add 'preference N' below " + target));
            } else {
                result.add(rule);
            }
        }
        return result;
    }

    private long next(AddressFamily family) {
        long preference = nextPreference.getOrDefault(family, FIRST_PREFERENCE);
        nextPreference.put(family, preference - 1);
        return preference;
    }

    private List<TrackGroup> trackGroups() {
        List<TrackGroup> groups = new ArrayList<>();
        for (StaticTables.TrackGroupDraft group : draft.trackGroups.values()) {
            List<String> members = new ArrayList<>();
            for (Located<String> member : group.members) {
                if (draft.instances.containsKey(member.value())) {
                    members.add(member.value());
                } else {
                    Diagnostic diagnostic = Diagnostic.of(
                            Rule.UNDEFINED_NAME,
                            member.span(),
                            "there is no vrrp_instance '" + member.value() + "'; it is left out of " + group.label());
                    sink.report(Suggestions.nearest(member.value(), draft.instances.keySet())
                            .map(near -> diagnostic.withHint("did you mean '" + near + "'?"))
                            .orElse(diagnostic));
                }
            }
            groups.add(new TrackGroup(group.name, members));
        }
        return groups;
    }

    /** Track groups without instances that cannot run, which has been reported. */
    static StaticEntries withInstances(StaticEntries entries, List<VrrpInstance> instances) {
        Set<String> running = new HashSet<>();
        instances.forEach(instance -> running.add(instance.name()));
        List<TrackGroup> groups = entries.trackGroups().stream()
                .map(group -> new TrackGroup(
                        group.name(),
                        group.instances().stream().filter(running::contains).toList()))
                .toList();
        return new StaticEntries(entries.addresses(), entries.routes(), entries.rules(), groups);
    }

    /** Settings of interfaces. */
    LinkSettings links() {
        List<LinkSettings.GarpGroup> groups = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (StaticTables.GarpGroupDraft group : draft.garpGroups) {
            if (group.garpInterval == null && group.gnaInterval == null) {
                sink.report(Diagnostic.of(
                                Rule.GARP_GROUP, group.place(), "this garp_group sets no interval and is left out")
                        .withHint("add 'garp_interval SECONDS', 'gna_interval SECONDS', or both"));
                continue;
            }
            groups.add(new LinkSettings.GarpGroup(
                    GlobalCompiler.optional(group.garpInterval),
                    GlobalCompiler.optional(group.gnaInterval),
                    interfaces(group, taken)));
        }
        return new LinkSettings(
                groups, draft.delays, draft.linkbeatInterfaces, Located.or(draft.linkbeatUsePolling, false));
    }

    private List<String> interfaces(StaticTables.GarpGroupDraft group, Set<String> taken) {
        List<String> names = new ArrayList<>();
        for (Located<String> name : group.interfaces) {
            if (taken.add(name.value())) {
                names.add(name.value());
            } else {
                sink.report(Diagnostic.of(
                                Rule.GARP_GROUP,
                                name.span(),
                                "'" + name.value() + "' is in a garp_group already; here it is ignored")
                        .withHint("remove it"));
            }
        }
        if (group.interfaces.isEmpty()) {
            sink.report(Diagnostic.of(Rule.GARP_GROUP, group.place(), "this garp_group names no interface")
                    .withHint("add 'interface NAME' or 'interfaces { NAME ... }'"));
        }
        return names;
    }
}
