package holdfast.conf.effective;

import holdfast.conf.effective.Node.Line;
import holdfast.conf.effective.Node.Setting;
import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.conf.model.VrrpTrackProcess;
import holdfast.conf.model.VrrpTrackProcess.ParameterMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tracked objects, what tracks them, sync groups and notify scripts. */
final class TrackRules {
    static final Rules<VrrpScript> SCRIPT = Rules.of(VrrpScript.class)
            .elsewhere("name")
            .print("script", (s, out) -> script(out, s.script()))
            .print("interval", (s, out) -> out.seconds("interval", s.interval()))
            .print("timeout", (s, out) -> out.seconds("timeout", s.timeout()))
            .print("weight", (s, out) -> weight(out, s.weight(), s.reverse()))
            .elsewhere("reverse")
            .print("rise", (s, out) -> out.number("rise", s.rise()))
            .print("fall", (s, out) -> out.number("fall", s.fall()))
            .print("initFail", (s, out) -> out.flag("init_fail", s.initFail()));

    static final Rules<TrackFile> FILE = Rules.of(TrackFile.class)
            .elsewhere("name")
            .print("file", (f, out) -> out.text("file", f.file()))
            .print("weight", (f, out) -> weight(out, f.weight(), f.reverse()))
            .elsewhere("reverse")
            .print("initFile", (f, out) -> f.initFile().ifPresent(init -> initFile(out, init)));

    static final Rules<TrackFile.InitFile> INIT_FILE =
            Rules.of(TrackFile.InitFile.class).elsewhere("value", "overwrite");

    static final Rules<VrrpTrackProcess> PROCESS = Rules.of(VrrpTrackProcess.class)
            .elsewhere("name")
            .print("process", (p, out) -> process(out, p))
            .elsewhere("parameters")
            .print("parameterMatch", (p, out) -> parameterMatch(out, p.parameterMatch()))
            .print("fullCommand", (p, out) -> out.flag("full_command", p.fullCommand()))
            .print("weight", (p, out) -> out.number("weight", p.weight()))
            .print("quorum", (p, out) -> out.number("quorum", p.quorum()))
            .print("quorumMax", (p, out) -> p.quorumMax().ifPresent(max -> out.number("quorum_max", max)))
            .print("forkDelay", (p, out) -> out.secondsOrNone("fork_delay", p.forkDelay()))
            .print("terminateDelay", (p, out) -> out.secondsOrNone("terminate_delay", p.terminateDelay()));

    static final Rules<Tracking> TRACKING = Rules.of(Tracking.class)
            .print("interfaces", (t, out) -> track(out, "track_interface", t.interfaces()))
            .print("scripts", (t, out) -> track(out, "track_script", t.scripts()))
            .print("files", (t, out) -> track(out, "track_file", t.files()))
            .print("processes", (t, out) -> track(out, "track_process", t.processes()))
            .print("bfds", (t, out) -> track(out, "track_bfd", t.bfds()));

    static final Rules<TrackReference> REFERENCE =
            Rules.of(TrackReference.class).elsewhere("name", "weight", "reverse");

    static final Rules<NotifyScripts> NOTIFY = Rules.of(NotifyScripts.class)
            .print("master", (n, out) -> out.command("notify_master", n.master()))
            .print("backup", (n, out) -> out.command("notify_backup", n.backup()))
            .print("fault", (n, out) -> out.command("notify_fault", n.fault()))
            .print("stop", (n, out) -> out.command("notify_stop", n.stop()))
            .print("any", (n, out) -> out.command("notify", n.any()))
            .print("deleted", (n, out) -> out.command("notify_deleted", n.deleted()))
            .print("masterRxLowerPri", (n, out) -> out.command("notify_master_rx_lower_pri", n.masterRxLowerPri()))
            .print("priorityChanges", (n, out) -> out.onOff("notify_priority_changes", n.priorityChanges()));

    static final Rules<VrrpSyncGroup> GROUP = Rules.of(VrrpSyncGroup.class)
            .elsewhere("name")
            .print("group", (g, out) -> members(out, g.group()))
            .print("tracking", (g, out) -> TRACKING.apply(g.tracking(), out))
            .print("globalTracking", (g, out) -> out.flag("global_tracking", g.globalTracking()))
            .print(
                    "syncGroupTrackingWeight",
                    (g, out) -> out.flag("sync_group_tracking_weight", g.syncGroupTrackingWeight()))
            .print("notifyScripts", (g, out) -> NOTIFY.apply(g.notifyScripts(), out))
            .print("smtpAlert", (g, out) -> out.onOff("smtp_alert", g.smtpAlert()));

    private TrackRules() {}

    /** The account is a keyword of its own here. */
    private static void script(Body out, ScriptCommand script) {
        out.command("script", Optional.of(new ScriptCommand(script.argv(), Optional.empty())));
        GlobalRules.user(out, "user", script.runAs());
    }

    static void weight(Body out, int weight, boolean reverse) {
        String number = Integer.toString(weight);
        out.onlyInFile("weight", reverse ? number + " reverse" : number);
        out.fact("weight", Body.number(weight));
        out.fact("reverse", new Datum.Flag(reverse));
    }

    private static void initFile(Body out, TrackFile.InitFile init) {
        out.onlyInFile("init_file", init.value() + (init.overwrite() ? " overwrite" : ""));
        out.fact("init_file", Body.number(init.value()));
        out.fact("overwrite", new Datum.Flag(init.overwrite()));
    }

    private static void process(Body out, VrrpTrackProcess process) {
        List<String> command = new ArrayList<>(List.of(process.process()));
        command.addAll(process.parameters());
        out.command("process", Optional.of(new ScriptCommand(command, Optional.empty())));
    }

    private static void parameterMatch(Body out, ParameterMatch match) {
        String word = match.name().toLowerCase(Locale.ROOT);
        if (match == ParameterMatch.EXACT) {
            out.onlyInFile("param_match"); // in keepalived exact has no word
            out.fact("param_match", word);
        } else if (match == ParameterMatch.NONE) {
            out.fact("param_match", word);
        } else {
            out.words("param_match", List.of(word));
        }
    }

    private static void members(Body out, List<String> names) {
        out.lines("group", names.stream().map(name -> out.line("group", name)).toList());
    }

    private static void track(Body out, String keyword, List<TrackReference> references) {
        List<Line> lines = new ArrayList<>();
        for (TrackReference reference : references) {
            List<Setting> fields = List.of(
                    Body.field("name", new Datum.Text(reference.name())),
                    Body.field("weight", Body.number(reference.weight())),
                    Body.field("reverse", new Datum.Flag(reference.reverse())));
            String sense = reference.reverse() ? " reverse" : reversed(out, keyword, reference) ? " noreverse" : "";
            String text = ConfText.word(reference.name()) + " weight " + reference.weight() + sense;
            lines.add(out.line(keyword, text, fields));
        }
        out.lines(keyword, lines);
    }

    /** Whether the thing itself is reversed, so that a line without a word would be as well. */
    private static boolean reversed(Body out, String keyword, TrackReference reference) {
        return switch (keyword) {
            case "track_script" ->
                out.configuration().vrrpScripts().stream()
                        .anyMatch(script -> script.name().equals(reference.name()) && script.reverse());
            case "track_file" ->
                out.configuration().trackFiles().stream()
                        .anyMatch(file -> file.name().equals(reference.name()) && file.reverse());
            case "track_bfd" ->
                out.configuration().bfdInstances().stream()
                        .anyMatch(bfd -> bfd.name().equals(reference.name()) && bfd.reverse());
            default -> false;
        };
    }
}
