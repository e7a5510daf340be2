package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Keywords outside all blocks. */
final class RootTable {
    static final Block<ConfigurationDraft> ROOT = Block.<ConfigurationDraft>of("")
            .section("global_defs", GlobalTable.GLOBAL_DEFS, (draft, _, _) -> Optional.of(draft.globals))
            .section("vrrp_script", TrackTables.VRRP_SCRIPT, named(draft -> draft.scripts, ObjectDrafts.Script::new))
            .takes("NAME")
            .section("track_file", TrackTables.TRACK_FILE, named(draft -> draft.files, ObjectDrafts.TrackedFile::new))
            .takes("NAME")
            .section(
                    "vrrp_track_file",
                    TrackTables.TRACK_FILE,
                    named(draft -> draft.files, ObjectDrafts.TrackedFile::new))
            .section(
                    "vrrp_track_process",
                    TrackTables.VRRP_TRACK_PROCESS,
                    named(draft -> draft.processes, ObjectDrafts.TrackedProcess::new))
            .takes("NAME")
            .section("vrrp_instance", InstanceTable.VRRP_INSTANCE, named(draft -> draft.instances, InstanceDraft::new))
            .takes("NAME")
            .section(
                    "vrrp_sync_group",
                    TrackTables.VRRP_SYNC_GROUP,
                    named(draft -> draft.groups, ObjectDrafts.Group::new))
            .takes("NAME")
            .accepted("instance", Kinds.text("NAME"), (d, v) -> d.instance = v)
            .accepted("use_pid_dir", Kinds.flag(), (d, v) -> d.usePidDir = v)
            .accepted("child_wait_time", Kinds.wholeSeconds(0, 86_400), (d, v) -> d.globals.daemon.childWaitTime = v)
            .defaultsTo("5 s")
            .accepted("net_namespace", Kinds.text("NAME"), (d, v) -> d.globals.daemon.netNamespace = v)
            .accepted("net_namespace_ipvs", Kinds.optionalText("NAME"), (d, v) -> d.globals.daemon.netNamespaceIpvs = v)
            .inherits("net_namespace")
            .accepted("namespace_with_ipsets", Kinds.flag(), (d, v) -> d.globals.kernel.namespaceWithIpsets = v)
            .accepted("linkbeat_use_polling", Kinds.flag(), (d, v) -> d.linkbeatUsePolling = v)
            .with(StaticTables::rows)
            .section(
                    "track_group",
                    StaticTables.TRACK_GROUP,
                    named(d -> d.trackGroups, StaticTables.TrackGroupDraft::new))
            .takes("NAME")
            .withoutEffect()
            .section("virtual_server", () -> VirtualServerTable.VIRTUAL_SERVER, VirtualServerTable::openVirtualServer)
            .takes("ADDRESS [PORT] | fwmark NUMBER | group NAME")
            .namedLines(
                    "virtual_server_group",
                    named(draft -> draft.lvs.groups, LvsDraft.Group::new),
                    ServerGroupLine::read)
            .takes("ADDRESS[-ADDRESS] [PORT] | ADDRESS/LENGTH [PORT] | fwmark NUMBER [inet|inet6]")
            .section(
                    "bfd_instance",
                    () -> BfdTable.BFD_INSTANCE,
                    named(draft -> draft.lvs.bfdInstances, LvsDraft.Bfd::new))
            .takes("NAME")
            .section("SSL", () -> VirtualServerTable.SSL, VirtualServerTable::openSsl);

    /** For lines of values, in which no word is a keyword. */
    static final Block<ConfigurationDraft> NOTHING = Block.of("");

    private RootTable() {}

    private static <C extends Draft> Entry.Opener<ConfigurationDraft, C> named(
            Function<ConfigurationDraft, Map<String, C>> objects, BiFunction<String, SourceSpan, C> make) {
        return (outer, statement, sink) -> open(objects.apply(outer), make, statement, sink);
    }

    private static <C extends Draft> Optional<C> open(
            Map<String, C> objects, BiFunction<String, SourceSpan, C> make, Statement statement, DiagnosticSink sink) {
        Word keyword = statement.keyword();
        if (statement.arguments().isEmpty()) {
            sink.report(Diagnostic.of(Rule.NAME_MISSING, keyword.span(), "'" + keyword.text() + "' has no name")
                    .withHint("write '" + keyword.text() + " NAME {'"));
            return Optional.empty();
        }
        Word name = statement.arguments().getFirst();
        if (statement.arguments().size() > 1) {
            sink.report(Diagnostic.of(
                            Rule.EXTRA_WORDS,
                            statement.arguments().get(1).span(),
                            "the name of a block is one word; '"
                                    + statement.arguments().get(1) + "' is ignored")
                    .withHint("put the name in double quotes if it contains blanks"));
        }
        C earlier = objects.get(name.text());
        if (earlier != null) {
            sink.report(Diagnostic.of(
                            Rule.DUPLICATE_NAME,
                            keyword.span().through(name.span()),
                            "'" + keyword.text() + " " + name.text() + "' is defined twice; this block is ignored")
                    .withHint("give it another name")
                    .withRelated(earlier.place(), "the first one is here"));
            return Optional.empty();
        }
        C draft = make.apply(name.text(), keyword.span().through(name.span()));
        objects.put(name.text(), draft);
        return Optional.of(draft);
    }
}
