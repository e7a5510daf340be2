package holdfast.conf.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What the file says about the daemon as a whole: namespaces, start and end, reload. Nothing acts on this so far.
 *
 * @param netNamespace {@code net_namespace}: everything happens in that network namespace
 * @param netNamespaceIpvs {@code net_namespace_ipvs}: virtual servers are in another one; an empty name: the default one
 * @param startupScript {@code startup_script}: run before anything else
 * @param startupScriptTimeout {@code startup_script_timeout}, 1 to 1000 s, default 10 s
 * @param shutdownScript {@code shutdown_script}: run after everything else
 * @param shutdownScriptTimeout {@code shutdown_script_timeout}, 1 to 1000 s, default 10 s
 * @param childWaitTime {@code child_wait_time}: how long the end may take, default 5 s
 * @param vrrpDelayAfterBoot {@code vrrp_delay_after_boot}: no instance starts before the machine is up that long
 * @param garpExtra {@code vrrp_garp_extra_if}: default of instances
 * @param reload how a reload goes
 */
public record DaemonSettings(
        Optional<String> netNamespace,
        Optional<String> netNamespaceIpvs,
        Optional<ScriptCommand> startupScript,
        Duration startupScriptTimeout,
        Optional<ScriptCommand> shutdownScript,
        Duration shutdownScriptTimeout,
        Duration childWaitTime,
        Duration vrrpDelayAfterBoot,
        Optional<GarpExtra> garpExtra,
        Reload reload) {

    /**
     * Announcements on interfaces other than the instance's own.
     *
     * @param interval how often, 1 s to a day
     * @param allInterfaces on every interface with an address, not only on virtual MAC interfaces
     */
    public record GarpExtra(Duration interval, boolean allInterfaces) {}

    /**
     * How a reload goes.
     *
     * @param checkConfig {@code reload_check_config}: the file is tested before; the value is the file the messages go
     *     to, empty text: none
     * @param timeFile {@code reload_time_file}: holds the time of the next reload
     * @param repeat {@code reload_repeat}: that file is not removed afterwards
     * @param marker {@code reload_file}: exists while a reload goes on; empty text: the usual name
     */
    public record Reload(
            Optional<String> checkConfig, Optional<String> timeFile, boolean repeat, Optional<String> marker) {}
}
