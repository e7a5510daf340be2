package holdfast.agent.dump;

import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.ContributionStatus;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.status.VrrpStatus;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.conf.model.VrrpTrackProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code keepalived.data}: one block a section, keys and values apart by {@code " = "}, lists after {@code " :"}. */
final class DataDump {
    private final Configuration configuration;
    private final AgentStatus status;
    private final Machine machine;
    private final StringBuilder text = new StringBuilder();

    private DataDump(Configuration configuration, AgentStatus status, Machine machine) {
        this.configuration = configuration;
        this.status = status;
        this.machine = machine;
    }

    /** The whole text. */
    static String text(
            Configuration configuration, AgentStatus status, List<DumpedInstance> instances, Machine machine) {
        return new DataDump(configuration, status, machine).all(instances);
    }

    private String all(List<DumpedInstance> instances) {
        section("Global definitions");
        GlobalLines.write(this::line, configuration.globalDefs());
        staticEntries(configuration.staticEntries());
        section("VRRP Topology");
        instances.forEach(instance -> InstanceLines.write(this::line, instance, machine));
        section("VRRP Sockpool");
        SocketLines.write(this::line, instances);
        if (!configuration.vrrpSyncGroups().isEmpty()) {
            section("VRRP Sync groups");
            configuration.vrrpSyncGroups().forEach(this::group);
        }
        if (!configuration.vrrpScripts().isEmpty()) {
            section("VRRP Scripts");
            configuration.vrrpScripts().forEach(this::script);
        }
        if (!configuration.trackFiles().isEmpty()) {
            section("VRRP Track files");
            configuration.trackFiles().forEach(this::file);
        }
        if (!configuration.vrrpTrackProcesses().isEmpty()) {
            section("VRRP Track processes");
            configuration.vrrpTrackProcesses().forEach(this::process);
        }
        section("Interfaces");
        machine.write(this::line, instances);
        return text.toString();
    }

    private void staticEntries(StaticEntries entries) {
        entries("Static Addresses", entries.addresses(), entry -> staticAddress(entry.address()));
        entries("Static Routes", entries.routes(), RouteLine::of);
        entries("Static Rules", entries.rules(), RuleLine::of);
    }

    private <T> void entries(String title, List<T> entries, Function<T, String> words) {
        if (!entries.isEmpty()) {
            section(title);
            entries.forEach(entry -> line("    " + words.apply(entry)));
        }
    }

    private String staticAddress(VirtualIpAddress address) {
        return DumpedInstance.line(address, address.dev())
                + (machine.has(address.address(), address.dev()) ? " set" : "");
    }

    private void section(String title) {
        text.append("------< ").append(title).append(" >------\n");
    }

    private void line(String line) {
        text.append(' ').append(line).append('\n');
    }

    private void group(VrrpSyncGroup group) {
        Optional<VrrpStatus.Group> known = status.vrrp().groups().stream()
                .filter(one -> one.name().equals(group.name()))
                .findFirst();
        line("VRRP Sync Group = " + group.name() + ", "
                + known.flatMap(VrrpStatus.Group::state).orElse("INIT"));
        line("  Num member fault " + count(group, "FAULT") + ", num member init " + count(group, "INIT"));
        line("  VRRP member instances :");
        group.group().forEach(member -> line("    " + member));
        line("  Using smtp notification = " + InstanceLines.yes(group.smtpAlert()));
        InstanceLines.notifyScripts(this::line, group.notifyScripts());
    }

    private long count(VrrpSyncGroup group, String state) {
        return status.vrrp().instances().stream()
                .filter(instance -> group.group().contains(instance.name()))
                .filter(instance -> instance.state().name().equals(state))
                .count();
    }

    private void script(VrrpScript script) {
        Optional<TrackedScriptStatus> known = status.scripts().stream()
                .filter(one -> one.name().equals(script.name()))
                .findFirst();
        boolean good = known.filter(one -> one.health().equals("good")).isPresent();
        line("VRRP Script = " + script.name());
        line("  Command = " + JsonDump.words(script.script()));
        line("  Interval = " + DumpedInstance.seconds(script.interval()).toPlainString() + " sec");
        Duration timeout = script.timeout().equals(script.interval()) ? Duration.ZERO : script.timeout();
        line("  Timeout = " + DumpedInstance.seconds(timeout).toPlainString() + " sec");
        line("  Weight = " + script.weight() + (script.reverse() ? " reverse" : ""));
        line("  Rise = " + script.rise());
        line("  Fall = " + script.fall());
        line("  Result = " + (good ? script.rise() + script.fall() - 1 : 0));
        line("  Insecure = no");
        line("  Init state = " + (script.initFail() ? "failed" : "unknown"));
        line("  Status = " + (good ? "GOOD" : "BAD"));
        line("  Script uid:gid = " + owner(script.script()));
        line("  VRRP instances :");
        tracking(script.name(), instance -> instance.tracking().scripts());
        line("  State = " + (known.flatMap(TrackedScriptStatus::running).isPresent() ? "running" : "idle"));
    }

    static String owner(ScriptCommand command) {
        return owner(command.runAs());
    }

    static String owner(Optional<ScriptUser> configured) {
        ScriptUser user = configured.orElse(new ScriptUser("root", Optional.empty()));
        return user.user().equals("root") && user.group().isEmpty()
                ? "0:0"
                : user.user() + ":" + user.group().orElse(user.user());
    }

    private void tracking(String name, Function<VrrpInstance, List<TrackReference>> references) {
        List<String> lines = new ArrayList<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            references.apply(instance).stream()
                    .filter(reference -> reference.name().equals(name))
                    .forEach(reference -> lines.add(
                            "    " + instance.name() + ", weight " + reference.weight() + reverse(reference)));
        }
        if (!lines.isEmpty()) {
            line("  Tracking instances :");
            lines.forEach(this::line);
        }
    }

    static String reverse(TrackReference reference) {
        return reference.reverse() ? " reverse" : "";
    }

    private void file(TrackFile file) {
        line("Track file = " + file.name());
        line("  File = " + file.file());
        line("  Status = "
                + Tracking.of(status, "file", file.name())
                        .map(ContributionStatus::status)
                        .filter(word -> !word.equals("unknown"))
                        .orElse("0"));
        line("  Weight = " + file.weight() + (file.reverse() ? " reverse" : ""));
        tracking(file.name(), instance -> instance.tracking().files());
    }

    private void process(VrrpTrackProcess process) {
        boolean good = Tracking.isGood(status, "process", process.name());
        line("VRRP Track process = " + process.name());
        line("  Process = " + process.process());
        line("  Min processes = " + process.quorum());
        line("  Have quorum = " + good);
        line("  Weight = " + process.weight());
        line("  Terminate delay = " + seconds(process.terminateDelay()));
        line("  Fork delay = " + seconds(process.forkDelay()));
        line("  Full command = " + process.fullCommand());
        tracking(process.name(), instance -> instance.tracking().processes());
    }

    private static String seconds(Duration span) {
        return "%d.%06ds".formatted(span.toSeconds(), span.toMillisPart() * 1000);
    }
}
