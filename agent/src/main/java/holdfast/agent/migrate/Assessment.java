package holdfast.agent.migrate;

import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VrrpInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What changing over would mean.
 *
 * @param remarks on the file: what has no effect with Holdfast, and what is wrong
 * @param differences in how Holdfast serves this file
 * @param obstacles because of which {@code --apply} and {@code --back} do nothing
 * @param longestListening how long the slowest instance listens before it becomes MASTER
 */
record Assessment(List<String> remarks, List<String> differences, List<String> obstacles, Duration longestListening) {
    /** Copies the lists. */
    Assessment {
        remarks = List.copyOf(remarks);
        differences = List.copyOf(differences);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * Looks at a file.
     *
     * @param checked the file, read and checked on this machine
     * @param before keepalived's arguments
     * @param after Holdfast's
     */
    static Assessment of(CheckedConfiguration checked, ServiceArguments before, ServiceArguments after) {
        List<String> remarks = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        for (CheckedConfiguration.Remark remark : checked.remarks()) {
            if (remark.severity() == Severity.ERROR) {
                obstacles.add(remark.text());
            } else if (remark.severity() == Severity.WARNING) {
                remarks.add(remark.text());
            }
        }
        Configuration configuration = checked.parse().configuration();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            if (instance.virtualMac().isPresent()) {
                obstacles.add(instance.name()
                        + " has use_vmac: two daemons cannot share that interface for a moment. Make the other"
                        + " node MASTER first, then stop keepalived and start Holdfast by hand");
            }
        }
        arguments(before, after, obstacles);
        return new Assessment(remarks, differences(configuration), obstacles, listening(configuration));
    }

    private static void arguments(ServiceArguments before, ServiceArguments after, List<String> obstacles) {
        try {
            DaemonOptions old = before.options();
            DaemonOptions fresh = after.options();
            if (!old.configurationFile().equals(fresh.configurationFile())
                    || !old.configId().equals(fresh.configId())
                    || !old.subsystems().equals(fresh.subsystems())) {
                obstacles.add(
                        "%s says %s, %s says %s: the configuration (-f), its id (-i) and the parts that run (-P, -C, -B) must be the same"
                                .formatted(before.file(), before.text(), after.file(), after.text()));
            }
        } catch (MigrationException e) {
            obstacles.add(e.getMessage());
        }
    }

    private static List<String> differences(Configuration configuration) {
        List<String> differences = new ArrayList<>();
        if (!configuration.vrrpInstances().isEmpty()) {
            differences.add(
                    "virtual addresses have a lifetime: a daemon that is killed or frozen loses them within seconds"
                            + " (--no-vip-lease: as with keepalived)");
        }
        boolean tracked = !configuration.vrrpScripts().isEmpty();
        if (tracked) {
            differences.add("a tracked script that cannot be run counts as failed; keepalived stops tracking it");
        }
        boolean notified = configuration.vrrpInstances().stream()
                .map(VrrpInstance::notifyScripts)
                .anyMatch(scripts -> Stream.of(scripts.master(), scripts.backup(), scripts.fault(), scripts.any())
                        .anyMatch(Optional::isPresent));
        if (tracked || notified) {
            differences.add(
                    "scripts have the capabilities of holdfast.service: those that mount, use DRBD or load modules need a drop-in"
                            + " (/usr/share/doc/holdfast/service.md)");
        }
        differences.add("the log's identity is Holdfast_vrrp; messages keep their shape, with the reason behind them");
        return differences;
    }

    /** Active_Down_Interval is less than one interval more than so many (RFC 9568, 6.1). */
    private static Duration listening(Configuration configuration) {
        return configuration.vrrpInstances().stream()
                .map(instance -> instance.advertInterval().multipliedBy(instance.downTimerAdverts() + 1L))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
