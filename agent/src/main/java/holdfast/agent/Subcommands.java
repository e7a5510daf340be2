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
import java.util.Map;
import java.util.function.Supplier;

/** Every subcommand there is. The manual pages and the completion of the shells are made from this table, too. */
public final class Subcommands {
    private Subcommands() {}

    /** What makes each command's picocli object, by the command's name. */
    public static Map<String, Supplier<Object>> byName() {
        // Not method references: those would load the classes, and picocli, with every start of the daemon.
        return Map.ofEntries(
                Map.entry("check", () -> new CheckCommand()),
                Map.entry("check-status", () -> new CheckStatusCommand()),
                Map.entry("config", () -> new ConfigCommand()),
                Map.entry("doctor", () -> new DoctorCommand()),
                Map.entry("drill", () -> new DrillCommand()),
                Map.entry("fmt", () -> new FmtCommand(System.in, System.out)),
                Map.entry("genhash", () -> new GenhashCommand(System.out)),
                Map.entry("events", () -> new EventsCommand()),
                Map.entry("history", () -> new HistoryCommand()),
                Map.entry("lvs", () -> new LvsCommand()),
                Map.entry("stats", () -> new StatsCommand()),
                Map.entry("status", () -> new StatusCommand()),
                Map.entry("watch", () -> new WatchCommand()),
                Map.entry("why", () -> new WhyCommand()),
                Map.entry("maintenance", () -> new MaintenanceCommand()),
                Map.entry("restart", () -> new RestartCommand()),
                Map.entry("switchover", () -> new SwitchoverCommand()),
                Map.entry("migrate", () -> new MigrateCommand()),
                Map.entry("plan", () -> new PlanCommand()),
                Map.entry("reload", () -> new ReloadCommand()),
                Map.entry("real-server", () -> new RealServerCommand()));
    }
}
