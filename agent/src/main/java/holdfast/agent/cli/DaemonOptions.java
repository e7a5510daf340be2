package holdfast.agent.cli;

import holdfast.agent.control.ControlPath;
import holdfast.agent.log.LogSettings;
import holdfast.agent.web.WebSettings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The command line of the daemon, complete and checked. Options that have no effect are not here: {@code
 * holdfast.agent.Main} has logged one line for each.
 *
 * @param configurationFile path or glob of the configuration ({@code -f}), as given
 * @param allFilesRequired an include that finds nothing is an error ({@code -e})
 * @param configId what {@code @id} conditions are compared with ({@code -i}); the host's name without domain when absent
 * @param foreground stay on the terminal ({@code -n}); for information, {@code holdfast.agent.Main} deals with it
 * @param log where log events go
 * @param dumpConfiguration log the parsed configuration at start ({@code -d})
 * @param subsystems what may run ({@code -P}, {@code -C}, {@code -B}); never empty
 * @param pidFile the daemon's PID file ({@code -p}); {@code holdfast.agent.Main} holds it while the daemon runs
 * @param keepAddressesOnExit leave addresses and routes in place at exit and send no priority-0 advert ({@code -V})
 * @param keepIpvsOnExit leave the kernel's IPVS table in place at exit ({@code -I})
 * @param reportAddressChanges log every address added or removed by anyone ({@code -a})
 * @param ignoreInterrupt an INT signal does not stop the daemon ({@code --ignore-sigint})
 * @param umask permission bits new files do not get ({@code -u}), 0 to 0777; {@code holdfast.agent.Main} has set it
 * @param vipLease addresses of virtual routers carry a lifetime that the daemon renews (unless {@code --no-vip-lease})
 * @param earlyStart routers with {@code state MASTER} start after one interval where nobody answers for their addresses ({@code
 *     --early-start})
 * @param controlSocket where commands reach the daemon ({@code --control}); absent: nowhere ({@code --no-control})
 * @param eventHook what is called for every event ({@code --event-hook})
 * @param web the listener for metrics and the web page ({@code --listen}, {@code --peer-page}); absent: none
 * @param keepalived what to do about a keepalived with the same configuration file
 * @param lenient structural mistakes of the configuration do not keep it from being run ({@code --lenient})
 * @param verifyCertificates health checks believe only trusted certificates ({@code --verify-certificates})
 * @param successor it takes the place of the daemon that started it ({@code holdfast restart --hitless})
 */
public record DaemonOptions(
        String configurationFile,
        boolean allFilesRequired,
        Optional<String> configId,
        boolean foreground,
        LogSettings log,
        boolean dumpConfiguration,
        Set<Subsystem> subsystems,
        Path pidFile,
        boolean keepAddressesOnExit,
        boolean keepIpvsOnExit,
        boolean reportAddressChanges,
        boolean ignoreInterrupt,
        OptionalInt umask,
        boolean vipLease,
        boolean earlyStart,
        Optional<Path> controlSocket,
        Optional<Path> eventHook,
        Optional<WebSettings> web,
        KeepalivedBeside keepalived,
        boolean lenient,
        boolean verifyCertificates,
        boolean successor) {

    /** Where keepalived looks for its configuration. */
    public static final String DEFAULT_CONFIGURATION_FILE = "/etc/keepalived/keepalived.conf";

    /** keepalived's PID file, which unit files and scripts name. */
    public static final Path DEFAULT_PID_FILE = Path.of("/run/keepalived.pid");

    /** Copies the set of subsystems. */
    public DaemonOptions {
        subsystems = Set.copyOf(subsystems);
    }

    /**
     * What an empty command line means.
     *
     * @return keepalived's defaults, with leased addresses
     */
    public static DaemonOptions defaults() {
        return new DaemonOptions(
                DEFAULT_CONFIGURATION_FILE,
                false,
                Optional.empty(),
                false,
                LogSettings.DEFAULT,
                false,
                EnumSet.allOf(Subsystem.class),
                DEFAULT_PID_FILE,
                false,
                false,
                false,
                false,
                OptionalInt.empty(),
                true,
                false,
                Optional.of(ControlPath.DEFAULT),
                Optional.empty(),
                Optional.empty(),
                KeepalivedBeside.REFUSED,
                false,
                false,
                false);
    }
}
