package holdfast.agent;

import holdfast.agent.cli.CheckCommand;
import holdfast.agent.cli.ConfigCommand;
import holdfast.agent.cli.FmtCommand;
import holdfast.agent.cli.GenhashCommand;
import holdfast.agent.cli.RealServerCommand;
import holdfast.agent.cli.doctor.DoctorCommand;
import holdfast.agent.cli.health.CheckStatusCommand;
import holdfast.agent.cli.lvs.LvsCommand;
import holdfast.agent.cli.operation.MaintenanceCommand;
import holdfast.agent.cli.operation.ReleaseCommand;
import holdfast.agent.cli.operation.RestartCommand;
import holdfast.agent.cli.operation.SwitchoverCommand;
import holdfast.agent.cli.status.EventsCommand;
import holdfast.agent.cli.status.HistoryCommand;
import holdfast.agent.cli.status.StatsCommand;
import holdfast.agent.cli.status.StatusCommand;
import holdfast.agent.cli.status.WatchCommand;
import holdfast.agent.cli.status.WhyCommand;
import holdfast.agent.migrate.MigrateCommand;
import holdfast.agent.reload.PlanCommand;
import holdfast.agent.reload.ReloadCommand;
import holdfast.drill.DrillCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Every subcommand there is. The manual pages and the completion of the shells are made from this table, too. */
public final class Subcommands {
    private Subcommands() {}

    /** What makes each command's picocli object, by the command's name. */
    public static Map<String, Supplier<Object>> byName() {
        // Not method references: those would load the classes, and picocli, with every start of the daemon.
        Map<String, Supplier<Object>> all = new HashMap<>(askingTheDaemon());
        all.putAll(Map.ofEntries(
                Map.entry("check", () -> new CheckCommand()),
                Map.entry("config", () -> new ConfigCommand()),
                Map.entry("doctor", () -> new DoctorCommand()),
                Map.entry("drill", () -> new DrillCommand()),
                Map.entry("fmt", () -> new FmtCommand(System.in, System.out)),
                Map.entry("genhash", () -> new GenhashCommand(System.out)),
                Map.entry("release", () -> new ReleaseCommand().spec()),
                Map.entry("migrate", () -> new MigrateCommand()),
                Map.entry("real-server", () -> new RealServerCommand())));
        return all;
    }

    /** Those that ask the daemon and print its answer. The launcher has a list of them, too. */
    static Map<String, Supplier<Object>> askingTheDaemon() {
        return Map.ofEntries(
                Map.entry("check-status", () -> new CheckStatusCommand().spec()),
                Map.entry("events", () -> new EventsCommand().spec()),
                Map.entry("history", () -> new HistoryCommand().spec()),
                Map.entry("lvs", () -> LvsCommand.spec()),
                Map.entry("maintenance", () -> new MaintenanceCommand().spec()),
                Map.entry("plan", () -> new PlanCommand().spec()),
                Map.entry("reload", () -> new ReloadCommand().spec()),
                Map.entry("restart", () -> new RestartCommand().spec()),
                Map.entry("stats", () -> new StatsCommand().spec()),
                Map.entry("status", () -> new StatusCommand().spec()),
                Map.entry("switchover", () -> new SwitchoverCommand().spec()),
                Map.entry("watch", () -> new WatchCommand().spec()),
                Map.entry("why", () -> new WhyCommand().spec()));
    }
}
