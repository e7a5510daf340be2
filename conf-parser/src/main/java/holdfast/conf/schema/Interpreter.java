package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.conf.model.VrrpTrackProcess;
import holdfast.conf.model.lvs.LoadBalancing;
import holdfast.conf.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a syntax tree to effective values: tables first, then what needs the whole file. One object for one run. */
public final class Interpreter {
    private final ParseEnvironment environment;
    private final Dialect dialect;
    private final DiagnosticSink sink;

    /**
     * An interpreter for one run.
     *
     * @param environment facts of this node
     * @param dialect how the file is understood
     * @param sink takes what is wrong
     */
    public Interpreter(ParseEnvironment environment, Dialect dialect, DiagnosticSink sink) {
        this.environment = environment;
        this.dialect = dialect;
        this.sink = sink;
    }

    /**
     * What a tree means.
     *
     * @param tree the file
     * @param mainFile its name, for findings without a line
     * @return everything that can run
     */
    public Configuration interpret(SyntaxTree tree, String mainFile) {
        var draft = new ConfigurationDraft(SourceSpan.ofFile(mainFile));
        new BlockReader(dialect, sink).read(tree.statements(), RootTable.ROOT, draft, draft);
        return compile(draft);
    }

    private Configuration compile(ConfigurationDraft draft) {
        GlobalDefs globals = GlobalCompiler.compile(draft, environment, dialect);
        var objects = new ObjectCompiler(sink);
        List<VrrpScript> scripts = draft.scripts.values().stream()
                .flatMap(script -> objects.script(script, globals.scriptUser()).stream())
                .toList();
        List<TrackFile> files = draft.files.values().stream()
                .flatMap(file -> objects.file(file).stream())
                .toList();
        List<VrrpTrackProcess> processes = draft.processes.values().stream()
                .flatMap(process -> objects.process(process).stream())
                .toList();
        Map<String, SourceSpan> places = new HashMap<>();
        draft.scripts.forEach((name, object) -> places.put(name, object.place()));
        draft.files.forEach((name, object) -> places.putIfAbsent(name, object.place()));
        draft.processes.forEach((name, object) -> places.putIfAbsent(name, object.place()));
        Set<String> broken = new HashSet<>();
        draft.scripts.values().stream()
                .filter(script -> script.script == null && script.whereSeen("script") != null)
                .forEach(script -> broken.add(script.name));
        BfdCompiler.Compiled bfds = new BfdCompiler(dialect, sink).compile(draft.lvs.bfdInstances.values());
        draft.lvs.bfdInstances.forEach((name, object) -> places.putIfAbsent(name, object.place()));
        var tracking = new TrackingCompiler(dialect, sink, scripts, files, processes, bfds, broken, places);
        var statics = new StaticCompiler(draft, sink);
        StaticEntries entries = statics.entries(globals.defaultInterface());
        List<VrrpInstance> instances = instances(draft, globals, tracking, statics, groupOfInstance(draft));
        LinkChecks.check(instances, draft, sink);
        GroupChecks.check(instances, draft, sink);
        List<VrrpSyncGroup> groups = groups(draft, globals, tracking, instances);
        LoadBalancing loadBalancing = new LvsCompiler(draft, dialect, sink).compile(globals, files, bfds);
        return new Configuration(
                globals,
                scripts,
                files,
                processes,
                instances,
                groups,
                StaticCompiler.withInstances(entries, instances),
                statics.links(),
                loadBalancing,
                bfds.instances(),
                bfds.dropped());
    }

    private List<VrrpInstance> instances(
            ConfigurationDraft draft,
            GlobalDefs globals,
            TrackingCompiler tracking,
            StaticCompiler statics,
            Map<String, String> groupOf) {
        List<VrrpInstance> instances = new ArrayList<>();
        for (InstanceDraft instance : draft.instances.values()) {
            Optional<String> group = Optional.ofNullable(groupOf.get(instance.name));
            boolean backup = group.isPresent() && !allOwners(draft.groups.get(group.get()), draft);
            new InstanceCompiler(instance, globals, draft.globals, sink)
                    .compile(tracking, statics, group, backup)
                    .ifPresent(instances::add);
        }
        return instances;
    }

    private static boolean allOwners(ObjectDrafts.Group group, ConfigurationDraft draft) {
        return group.members.stream()
                .map(member -> draft.instances.get(member.value()))
                .allMatch(member -> member == null
                        || !member.isComplete()
                        || InstanceCompiler.priority(member) == InstanceCompiler.OWNER);
    }

    /** The group of each member; an instance in two groups is reported and stays in the first. */
    private Map<String, String> groupOfInstance(ConfigurationDraft draft) {
        Map<String, String> groupOf = new HashMap<>();
        for (ObjectDrafts.Group group : draft.groups.values()) {
            group.members.removeIf(member -> {
                String other = groupOf.putIfAbsent(member.value(), group.name);
                if (other != null) {
                    sink.report(Diagnostic.of(
                            Rule.CONTRADICTION,
                            member.span(),
                            "'" + member.value() + "' is already in vrrp_sync_group " + other
                                    + "; it cannot be in two groups"));
                }
                return other != null;
            });
        }
        return groupOf;
    }

    private List<VrrpSyncGroup> groups(
            ConfigurationDraft draft, GlobalDefs globals, TrackingCompiler tracking, List<VrrpInstance> instances) {
        Set<String> running = new HashSet<>();
        instances.forEach(instance -> running.add(instance.name()));
        List<VrrpSyncGroup> groups = new ArrayList<>();
        for (ObjectDrafts.Group group : draft.groups.values()) {
            List<String> members = members(group, draft, running);
            if (members.isEmpty()) {
                sink.report(Diagnostic.of(
                                Rule.SYNC_GROUP_SIZE, group.place(), group.label() + " has no member and is left out")
                        .withHint("name its instances in 'group { }'"));
                continue;
            }
            if (members.size() == 1) {
                sink.report(Diagnostic.of(Rule.SYNC_GROUP_SIZE, group.place(), group.label() + " has only one member")
                        .withHint("name at least two instances in 'group { }', or remove the group"));
            }
            groups.add(new VrrpSyncGroup(
                    group.name,
                    members,
                    tracking.compile(group.tracking, group.label(), Optional.empty(), false),
                    Located.or(group.globalTracking, false),
                    Located.or(group.trackingWeight, false),
                    group.notify.over(globals.scriptUser(), Located.or(draft.globals.notifyPriorityChanges, false)),
                    Located.or(group.notify.smtpAlert, globals.mail().alertsVrrp())));
        }
        return groups;
    }

    private List<String> members(ObjectDrafts.Group group, ConfigurationDraft draft, Set<String> running) {
        List<String> members = new ArrayList<>();
        for (Located<String> member : group.members) {
            if (running.contains(member.value())) {
                members.add(member.value());
            } else if (!draft.instances.containsKey(member.value())) { // otherwise its own problem was reported
                Diagnostic diagnostic = Diagnostic.of(
                        Rule.UNDEFINED_NAME,
                        member.span(),
                        "there is no vrrp_instance '" + member.value() + "'; it is left out of " + group.label());
                sink.report(Suggestions.nearest(member.value(), draft.instances.keySet())
                        .map(near -> diagnostic.withHint("did you mean '" + near + "'?"))
                        .orElse(diagnostic));
            }
        }
        return members;
    }
}
