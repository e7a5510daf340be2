package holdfast.agent.lvs;

import holdfast.agent.plan.ScriptTranslator;
import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.SyncDaemonPlan;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsTimeouts;
import holdfast.track.TrackedFile;
import holdfast.track.notify.NotifyScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the plan of load balancing from a configuration that has been checked. Looks up users and scripts on this machine. */
public final class LvsPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(LvsPlanner.class);

    private final Configuration configuration;
    private final CheckTools tools;
    private final ScriptTranslator programs;
    private final List<holdfast.ipvs.VirtualServer> servers = new ArrayList<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final Map<CheckId, LvsPlan.CheckerId> checkers = new HashMap<>();
    private final Map<String, List<LvsPlan.FileChecker>> fileChecks = new LinkedHashMap<>();
    private final Map<String, List<LvsPlan.CheckerId>> bfdChecks = new LinkedHashMap<>();
    private final Map<String, LvsPlan.NotifyCall> scripts = new HashMap<>();

    private LvsPlanner(Configuration configuration, CheckTools tools) {
        this.configuration = configuration;
        this.tools = tools;
        this.programs = new ScriptTranslator(configuration.globalDefs());
    }

    /** The plan of a configuration. */
    public static LvsPlan plan(Configuration configuration, CheckTools tools) {
        return new LvsPlanner(configuration, tools).plan();
    }

    private LvsPlan plan() {
        ServerTranslator translator =
                new ServerTranslator(new ServiceKeys(groups()), this, new CheckTranslator(this, configuration, tools));
        Set<IpvsServiceKey> taken = new HashSet<>();
        for (VirtualServer server : configuration.loadBalancing().virtualServers()) {
            holdfast.ipvs.VirtualServer translated = translator.translate(server);
            if (translated.services().isEmpty()) {
                LOG.error("virtual server {} has no address", translated.name());
            } else if (translated.services().stream().anyMatch(taken::contains)) {
                LOG.error("virtual server {} is there already; this block is passed over", translated.name());
            } else {
                taken.addAll(translated.services());
                servers.add(translated);
            }
        }
        LvsSettings settings = configuration.globalDefs().lvs();
        BalancingPlan pool = new BalancingPlan(
                servers,
                timeouts(settings.timeouts()),
                settings.syncDaemon().map(this::syncDaemon),
                settings.flush(),
                flushAtStop(settings.flushOnStop()),
                settings.realServerInitNotifies(),
                !configuration.globalDefs().mail().noCheckerEmails());
        return new LvsPlan(
                pool,
                checks,
                checkers,
                fileChecks,
                bfdChecks,
                files(),
                scripts,
                settings.syncDaemon().flatMap(LvsSettings.SyncDaemon::vrrpInstance));
    }

    private Map<String, VirtualServerGroup> groups() {
        Map<String, VirtualServerGroup> groups = new HashMap<>();
        configuration.loadBalancing().virtualServerGroups().forEach(group -> groups.put(group.name(), group));
        return groups;
    }

    private List<TrackedFile> files() {
        return configuration.trackFiles().stream()
                .filter(file -> fileChecks.containsKey(file.name()))
                .map(ScriptTranslator::file)
                .toList();
    }

    /** A script of a server, under the name that is handed to the pool; empty when it must not be run. */
    Optional<String> script(String server, String event, Optional<ScriptCommand> command) {
        Optional<NotifyScript> script = command.flatMap(programs::notifyScript);
        script.ifPresent(found -> scripts.put(server + " " + event, new LvsPlan.NotifyCall(server, event, found)));
        return script.map(_ -> server + " " + event);
    }

    /** A program of a check; empty when it must not be run. */
    Optional<NotifyScript> program(ScriptCommand command) {
        return programs.notifyScript(command);
    }

    /** A check that is made on the checks' own loop. */
    void add(CheckDefinition check, LvsPlan.CheckerId checker) {
        checks.add(check);
        checkers.put(check.id(), checker);
    }

    /** A check that follows a tracked file. */
    void add(String trackFile, LvsPlan.FileChecker check) {
        fileChecks.computeIfAbsent(trackFile, _ -> new ArrayList<>()).add(check);
    }

    /** A check that follows a BFD session. */
    void add(String session, LvsPlan.CheckerId checker) {
        bfdChecks.computeIfAbsent(session, _ -> new ArrayList<>()).add(checker);
    }

    private static IpvsTimeouts timeouts(LvsSettings.Timeouts timeouts) {
        return new IpvsTimeouts(seconds(timeouts.tcp()), seconds(timeouts.tcpFin()), seconds(timeouts.udp()));
    }

    /** 0 keeps what the kernel has. */
    private static long seconds(Optional<Duration> time) {
        return time.map(Duration::toSeconds).orElse(0L);
    }

    private static BalancingPlan.FlushAtStop flushAtStop(LvsSettings.FlushOnStop flush) {
        return switch (flush) {
            case NONE -> BalancingPlan.FlushAtStop.NONE;
            case ALL -> BalancingPlan.FlushAtStop.ALL;
            case VIRTUAL_SERVERS -> BalancingPlan.FlushAtStop.VIRTUAL_SERVERS;
        };
    }

    private SyncDaemonPlan syncDaemon(LvsSettings.SyncDaemon daemon) {
        return new SyncDaemonPlan(
                daemon.interfaceName(),
                daemon.vrrpInstance().isPresent(),
                daemon.syncId().orElseGet(() -> numberOf(daemon.vrrpInstance())),
                daemon.maxLength(),
                OptionalInt.of(daemon.port()),
                daemon.ttl(),
                daemon.group());
    }

    private int numberOf(Optional<String> instance) {
        return instance.flatMap(name -> configuration.vrrpInstances().stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst())
                .map(VrrpInstance::virtualRouterId)
                .orElse(0);
    }
}
