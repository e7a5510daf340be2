package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.integer;
import static holdfast.conf.schema.Kinds.seconds;
import static holdfast.conf.schema.Kinds.text;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.VrrpTrackProcess.ParameterMatch;
import holdfast.conf.syntax.ScriptWords;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;

/**
 * Keywords of {@code vrrp_script}, {@code track_file}, {@code vrrp_track_process} and {@code vrrp_sync_group}
 * (keepalived.conf(5)).
 */
final class TrackTables {
    /** Weights of scripts. */
    static final int SCRIPT_WEIGHT = 253;

    /** Weights of interfaces, files and processes. */
    static final int WIDE_WEIGHT = 254;

    private static final String HOUR = "3600";

    static final Block<ObjectDrafts.Script> VRRP_SCRIPT = Block.<ObjectDrafts.Script>of("vrrp_script")
            .value("script", ScriptKind.plain(), (d, v) -> d.script = v)
            .value("interval", positiveSeconds(), (d, v) -> d.interval = v)
            .defaultsTo("1 s")
            .value("timeout", positiveSeconds(), (d, v) -> d.timeout = v)
            .inherits("interval")
            .value("weight", Weight.upTo(SCRIPT_WEIGHT), (d, v) -> d.weight = v)
            .defaultsTo("0: fault")
            .value("rise", integer(1, Integer.MAX_VALUE), (d, v) -> d.rise = v)
            .defaultsTo("1")
            .value("fall", integer(1, Integer.MAX_VALUE), (d, v) -> d.fall = v)
            .defaultsTo("1")
            .value("user", Kinds.user(), (d, v) -> d.user = v)
            .inherits("script_user")
            .flag("init_fail", (d, v) -> d.initFail = v);

    static final Block<ObjectDrafts.TrackedFile> TRACK_FILE = Block.<ObjectDrafts.TrackedFile>of("track_file")
            .value("file", text(), (d, v) -> d.file = v)
            .value("weight", Weight.upTo(WIDE_WEIGHT), (d, v) -> d.weight = v)
            .defaultsTo("1")
            .value("init_file", TrackTables::initFile, (d, v) -> d.initFile = v)
            .defaultsTo("not made")
            .takes("[NUMBER] [overwrite]");

    static final Block<ObjectDrafts.TrackedProcess> VRRP_TRACK_PROCESS = Block.<ObjectDrafts.TrackedProcess>of(
                    "vrrp_track_process")
            .value("process", TrackTables::process, (d, v) -> d.process = v)
            .takes("COMMAND [ARGUMENT ...]")
            .value("param_match", TrackTables::parameterMatch, (d, v) -> d.parameterMatch = v)
            .defaultsTo("exact if the command has arguments")
            .takes("[exact | initial | partial]")
            .flag("full_command", (d, v) -> d.fullCommand = v)
            .value("weight", Weight.upTo(WIDE_WEIGHT), (d, v) -> d.weight = v)
            .defaultsTo("0: fault")
            .value("quorum", integer(1, 65_535), (d, v) -> d.quorum = v)
            .defaultsTo("1")
            .value("quorum_max", integer(0, 65_535), (d, v) -> d.quorumMax = v)
            .defaultsTo("no limit")
            .value("delay", seconds("0.000001", HOUR), (d, v) -> d.delay = v)
            .defaultsTo("0 s")
            .value("fork_delay", seconds("0.000001", HOUR), (d, v) -> d.forkDelay = v)
            .inherits("delay")
            .value("terminate_delay", seconds("0.000001", HOUR), (d, v) -> d.terminateDelay = v)
            .inherits("delay");

    static final Block<ObjectDrafts.Group> VRRP_SYNC_GROUP = Block.<ObjectDrafts.Group>of("vrrp_sync_group")
            .lines("group", TrackTables::members)
            .takes("INSTANCE ...")
            .with(table -> NotifyRows.addTracking(table, d -> d.tracking))
            .with(table -> NotifyRows.add(table, d -> d.notify))
            .flag("global_tracking", (d, v) -> d.globalTracking = v)
            .flag("sync_group_tracking_weight", (d, v) -> d.trackingWeight = v);

    private TrackTables() {}

    private static Argument<java.time.Duration> positiveSeconds() {
        return seconds("0.001", GlobalTable.MAX_TIMER);
    }

    /** A line of {@code group}: names, of which keepalived takes all. */
    private static void members(ObjectDrafts.Group group, Arguments in) {
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            Word name = word.get();
            boolean known =
                    group.members.stream().anyMatch(member -> member.value().equals(name.text()));
            if (known) {
                in.problem(Rule.REPEATED_KEYWORD, name, "'" + name.text() + "' is in the group twice", "remove it");
            } else {
                group.members.add(new Located<>(name.text(), name.span()));
            }
        }
    }

    /** {@code init_file [VALUE] [overwrite]}. */
    private static Optional<TrackFile.InitFile> initFile(Arguments in) {
        int value = 0;
        Optional<Word> word = in.peek();
        if (word.isPresent() && !word.get().text().equals("overwrite")) {
            value = integer(Integer.MIN_VALUE, Integer.MAX_VALUE).read(in).orElse(0);
        }
        return Optional.of(new TrackFile.InitFile(value, in.take("overwrite")));
    }

    /** {@code process CMD [ARGUMENTS]}: cut as a script's words, whether quoted as a whole or not. */
    private static Optional<List<String>> process(Arguments in) {
        Optional<ScriptWords.Command> command = ScriptWords.of(in.statement());
        if (command.isEmpty() || command.get().argv().isEmpty()) {
            in.takeAll();
            in.required("the name of a program");
            return Optional.empty();
        }
        in.takeAll();
        return Optional.of(java.util.stream.Stream.concat(
                        command.get().argv().stream(),
                        command.get().rest().stream().map(Word::text))
                .toList());
    }

    /** {@code param_match [initial|partial]}. */
    private static Optional<ParameterMatch> parameterMatch(Arguments in) {
        if (in.peek().isEmpty()) {
            return Optional.of(ParameterMatch.EXACT);
        }
        return Kinds.choice(java.util.Map.of(
                        "exact",
                        ParameterMatch.EXACT,
                        "initial",
                        ParameterMatch.INITIAL,
                        "partial",
                        ParameterMatch.PARTIAL))
                .read(in);
    }
}
