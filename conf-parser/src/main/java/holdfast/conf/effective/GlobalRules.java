package holdfast.conf.effective;

import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import java.util.Optional;

/** {@code global_defs}. */
final class GlobalRules {
    /** Written by {@link ConfText#user}. */
    static final Rules<ScriptUser> SCRIPT_USER = Rules.of(ScriptUser.class).elsewhere("user", "group");

    /** Written by {@link ConfText#command}. */
    static final Rules<ScriptCommand> SCRIPT_COMMAND =
            Rules.of(ScriptCommand.class).elsewhere("argv", "runAs");

    /** Written with a prefix of the keyword, by {@link #fifo}. */
    static final Rules<NotifyFifo> NOTIFY_FIFO = Rules.of(NotifyFifo.class).elsewhere("path", "owner", "script");

    static final Rules<GlobalDefs> GLOBAL_DEFS = Rules.of(GlobalDefs.class)
            .print("routerId", (g, out) -> out.text("router_id", g.routerId()))
            .print("scriptUser", (g, out) -> user(out, "script_user", g.scriptUser()))
            .print("enableScriptSecurity", (g, out) -> out.flag("enable_script_security", g.enableScriptSecurity()))
            .print("garp", (g, out) -> garp("vrrp_").apply(g.garp(), out))
            .print("garpInterval", (g, out) -> out.secondsOrNone("vrrp_garp_interval", g.garpInterval()))
            .print("gnaInterval", (g, out) -> out.secondsOrNone("vrrp_gna_interval", g.gnaInterval()))
            .print("vrrpVersion", (g, out) -> out.number("vrrp_version", g.vrrpVersion()))
            .print("vrrpMcastGroup4", (g, out) -> out.address("vrrp_mcast_group4", g.vrrpMcastGroup4()))
            .print("vrrpMcastGroup6", (g, out) -> out.address("vrrp_mcast_group6", g.vrrpMcastGroup6()))
            .print("vrrpStrict", (g, out) -> out.flag("vrrp_strict", g.vrrpStrict()))
            .print("vrrpStartupDelay", (g, out) -> out.secondsOrNone("vrrp_startup_delay", g.vrrpStartupDelay()))
            .print("defaultInterface", (g, out) -> out.text("default_interface", g.defaultInterface()))
            .print("logUnknownVrids", (g, out) -> out.flag("log_unknown_vrids", g.logUnknownVrids()))
            .print("dynamicInterfaces", (g, out) -> out.flag("dynamic_interfaces", g.dynamicInterfaces()))
            .print("notifyFifo", (g, out) -> fifo(out, "notify_fifo", g.notifyFifo()))
            .print("vrrpNotifyFifo", (g, out) -> fifo(out, "vrrp_notify_fifo", g.vrrpNotifyFifo()))
            .print(
                    "fifoWriteVrrpStatesOnReload",
                    (g, out) -> out.flag("fifo_write_vrrp_states_on_reload", g.fifoWriteVrrpStatesOnReload()))
            .elsewhere("instance", "usePidDir")
            .print("mail", (g, out) -> DaemonRules.MAIL.apply(g.mail(), out))
            .print("lvs", (g, out) -> DaemonRules.LVS.apply(g.lvs(), out))
            .print("processes", (g, out) -> DaemonRules.PROCESSES.apply(g.processes(), out))
            .print("daemon", (g, out) -> DaemonRules.DAEMON.apply(g.daemon(), out))
            .print("kernel", (g, out) -> SystemRules.KERNEL.apply(g.kernel(), out))
            .print("buffers", (g, out) -> SystemRules.BUFFERS.apply(g.buffers(), out))
            .print("monitoring", (g, out) -> SystemRules.MONITORING.apply(g.monitoring(), out))
            .print("files", (g, out) -> SystemRules.FILES.apply(g.files(), out));

    /** The rules of {@code garp_*} in an instance; their components are those with a prefix, too. */
    static final Rules<GarpSettings> GARP = garp("");

    private GlobalRules() {}

    private static Rules<GarpSettings> garp(String prefix) {
        return Rules.of(GarpSettings.class)
                .print("masterDelay", (g, out) -> out.seconds(prefix + "garp_master_delay", g.masterDelay()))
                .print("masterRepeat", (g, out) -> out.number(prefix + "garp_master_repeat", g.masterRepeat()))
                .print("masterRefresh", (g, out) -> out.seconds(prefix + "garp_master_refresh", g.masterRefresh()))
                .print(
                        "masterRefreshRepeat",
                        (g, out) -> out.number(prefix + "garp_master_refresh_repeat", g.masterRefreshRepeat()))
                .print(
                        "lowerPrioDelay",
                        (g, out) -> out.seconds(
                                prefix + "garp_lower_prio_delay", g.lowerPrioDelay(), "vrrp_garp_master_delay"))
                .print(
                        "lowerPrioRepeat",
                        (g, out) -> out.number(
                                prefix + "garp_lower_prio_repeat", g.lowerPrioRepeat(), "vrrp_garp_master_repeat"));
    }

    /** {@code USER [GROUP]}. */
    static void user(Body out, String keyword, Optional<ScriptUser> user) {
        user.ifPresent(account -> {
            out.onlyInFile(keyword, ConfText.user(account));
            out.fact(keyword, account.user());
            account.group().ifPresent(group -> out.fact(keyword + "_group", group));
        });
    }

    static void fifo(Body out, String keyword, Optional<NotifyFifo> fifo) {
        fifo.ifPresent(pipe -> {
            String owner =
                    pipe.owner().map(account -> " " + ConfText.user(account)).orElse("");
            out.onlyInFile(keyword, ConfText.word(pipe.path()) + owner);
            out.fact(keyword, pipe.path());
            pipe.owner().ifPresent(account -> {
                out.fact(keyword + "_user", account.user());
                account.group().ifPresent(group -> out.fact(keyword + "_group", group));
            });
            out.command(keyword + "_script", pipe.script());
        });
    }
}
