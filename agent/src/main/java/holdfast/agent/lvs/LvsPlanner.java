package holdfast.agent.lvs;

import holdfast.agent.plan.ScriptTranslator;
import holdfast.check.CheckDefinition;
import holdfast.check.CheckId;
import holdfast.check.TlsIdentity;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.SyncDaemonPlan;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsTimeouts;
import holdfast.track.TrackedFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
    private final TranslationMemory before;
    private final Map<String, VirtualServerGroup> groups;
    private final CheckTranslator checkTranslator;
    private final ServerTranslator serverTranslator;
    private final IdentityHashMap<VirtualServer, TranslatedServer> translations = new IdentityHashMap<>();
    private final List<holdfast.ipvs.VirtualServer> servers = new ArrayList<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final Map<CheckId, LvsPlan.CheckerId> checkers = new HashMap<>();
    private final Map<String, List<LvsPlan.FileChecker>> fileChecks = new LinkedHashMap<>();
    private final Map<String, List<LvsPlan.CheckerId>> bfdChecks = new LinkedHashMap<>();
    private final Map<String, LvsPlan.NotifyCall> scripts = new HashMap<>();

    /** @param before what is known from the plan before */
    LvsPlanner(Configuration configuration, CheckTools tools, TranslationMemory before) {
        this.configuration = configuration;
        this.before = before;
        this.groups = groups(configuration);
        ScriptTranslator programs = new ScriptTranslator(configuration.globalDefs());
        this.checkTranslator = new CheckTranslator(configuration, programs, tools);
        this.serverTranslator = new ServerTranslator(new ServiceKeys(groups), programs, checkTranslator);
    }

    /** The plan of a configuration. */
    public static LvsPlan plan(Configuration configuration, CheckTools tools) {
        return new LvsPlanner(configuration, tools, TranslationMemory.none()).plan();
    }

    /** Made once. */
    LvsPlan plan() {
        boolean surroundingsHold = before.surroundings()
                .equals(surroundings(before.surroundings().identity().map(_ -> checkTranslator.identity())));
        Set<IpvsServiceKey> taken = new HashSet<>();
        for (VirtualServer server : configuration.loadBalancing().virtualServers()) {
            TranslatedServer translated = translated(server, surroundingsHold);
            translations.put(server, translated);
            take(translated);
            List<IpvsServiceKey> services = translated.server().services();
            if (services.isEmpty()) {
                LOG.error(
                        "virtual server {} has no address", translated.server().name());
            } else if (!Collections.disjoint(taken, services)) {
                LOG.error(
                        "virtual server {} is there already; this block is passed over",
                        translated.server().name());
            } else {
                taken.addAll(services);
                servers.add(translated.server());
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

    /** For the plan after this one, which has been made. */
    TranslationMemory memory() {
        return new TranslationMemory(surroundings(checkTranslator.identityIfAsked()), translations);
    }

    private TranslationMemory.Surroundings surroundings(Optional<TlsIdentity> identity) {
        return new TranslationMemory.Surroundings(groups, Optional.of(checkTranslator.greeting()), identity);
    }

    /** The former translation whenever this one is equal: others see at a glance then that nothing has changed. */
    private TranslatedServer translated(VirtualServer server, boolean surroundingsHold) {
        TranslatedServer former = before.servers().get(server);
        if (former != null && former.lasting() && surroundingsHold) {
            return former;
        }
        TranslatedServer translated = serverTranslator.translate(server);
        return translated.equals(former) ? former : translated;
    }

    private void take(TranslatedServer translated) {
        for (TranslatedServer.MadeCheck check : translated.checks()) {
            checks.add(check.definition());
            checkers.put(check.definition().id(), check.checker());
        }
        for (TranslatedServer.ByFile check : translated.fileChecks()) {
            fileChecks.computeIfAbsent(check.file(), _ -> new ArrayList<>()).add(check.checker());
        }
        for (TranslatedServer.BySession check : translated.bfdChecks()) {
            bfdChecks.computeIfAbsent(check.session(), _ -> new ArrayList<>()).add(check.checker());
        }
        scripts.putAll(translated.scripts());
    }

    private static Map<String, VirtualServerGroup> groups(Configuration configuration) {
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
