package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.lvs.LoadBalancing;
import holdfast.conf.model.lvs.Ssl;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.conf.model.lvs.VirtualService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything about load balancing that needs the whole file. */
final class LvsCompiler {
    private final ConfigurationDraft draft;
    private final Dialect dialect;
    private final DiagnosticSink sink;

    LvsCompiler(ConfigurationDraft draft, Dialect dialect, DiagnosticSink sink) {
        this.draft = draft;
        this.dialect = dialect;
        this.sink = sink;
    }

    LoadBalancing compile(GlobalDefs globals, List<TrackFile> trackFiles, BfdCompiler.Compiled bfds) {
        if (draft.lvs.virtualServers.isEmpty() && draft.lvs.groups.isEmpty() && draft.lvs.ssl == null) {
            return new LoadBalancing(List.of(), List.of(), Optional.empty());
        }
        Map<String, TrackFile> files = new HashMap<>();
        trackFiles.forEach(file -> files.put(file.name(), file));
        Map<String, Boolean> sessions = new HashMap<>();
        bfds.instances().forEach(session -> sessions.put(session.name(), session.forCheckers()));
        bfds.dropped().forEach(session -> sessions.put(session.name(), session.forCheckers()));
        Optional<Boolean> smtpAlert =
                globals.mail().alertChecker().or(() -> globals.mail().alert());
        var scope = new LvsScope(dialect, globals.scriptUser(), smtpAlert, files, sessions);
        Map<String, VirtualServerGroup> groups = groups();
        List<VirtualServer> servers = new ArrayList<>();
        for (VirtualServerDraft server : draft.lvs.virtualServers) {
            Optional<VirtualServerGroup> group = group(server, groups);
            new VirtualServerCompiler(server, group, scope, sink).compile().ifPresent(servers::add);
        }
        return new LoadBalancing(
                servers,
                List.copyOf(groups.values()),
                Optional.ofNullable(draft.lvs.ssl).map(LvsCompiler::ssl));
    }

    private static Ssl ssl(LvsDraft.Ssl given) {
        return new Ssl(
                GlobalCompiler.optional(given.password),
                GlobalCompiler.optional(given.ca),
                GlobalCompiler.optional(given.certificate),
                GlobalCompiler.optional(given.key));
    }

    private Map<String, VirtualServerGroup> groups() {
        Map<String, VirtualServerGroup> groups = new LinkedHashMap<>();
        for (LvsDraft.Group group : draft.lvs.groups.values()) {
            if (group.members.isEmpty()) {
                sink.report(Diagnostic.of(
                                Rule.SERVER_GROUP, group.place(), group.label() + " has no usable line and is left out")
                        .withHint("add a line such as '192.0.2.1 80'"));
            } else {
                groups.put(group.name, new VirtualServerGroup(group.name, group.members));
            }
        }
        return groups;
    }

    private Optional<VirtualServerGroup> group(VirtualServerDraft server, Map<String, VirtualServerGroup> groups) {
        if (!(server.service instanceof VirtualService.Group wanted)) {
            return Optional.empty();
        }
        if (!draft.lvs.groups.containsKey(wanted.name())) { // otherwise its own problem was reported
            Diagnostic diagnostic = Diagnostic.of(
                    Rule.SERVER_GROUP,
                    server.place(),
                    "there is no virtual_server_group '" + wanted.name() + "'; " + server.label()
                            + " has no address to serve");
            sink.report(Suggestions.nearest(wanted.name(), draft.lvs.groups.keySet())
                    .map(near -> diagnostic.withHint("did you mean '" + near + "'?"))
                    .orElse(diagnostic.withHint("add 'virtual_server_group " + wanted.name() + " { ADDRESS PORT }'")));
        }
        return Optional.ofNullable(groups.get(wanted.name()));
    }
}
