package holdfast.agent.plan;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.track.TrackedScript;
import holdfast.track.notify.FifoSettings;
import holdfast.track.notify.FifoTopic;
import holdfast.track.notify.NotifyScripts;
import holdfast.vrrp.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the plan of a configuration that has been checked. */
public final class Planner {
    private final AddressTranslator addresses;
    private final boolean vrrp;

    /**
     * A planner for a daemon with these options.
     *
     * @param leased whether virtual addresses carry a lifetime (not with {@code --no-vip-lease})
     * @param vrrp whether VRRP runs at all (not with {@code -C})
     */
    public Planner(boolean leased, boolean vrrp) {
        this.addresses = new AddressTranslator(leased);
        this.vrrp = vrrp;
    }

    /**
     * Makes the plan. Looks up users and scripts on this machine; what is wrong with them goes to the log.
     *
     * @param whole a configuration without errors
     */
    public AgentPlan plan(Configuration whole) {
        Configuration configuration = vrrp ? whole : whole.withoutVrrp();
        ScriptTranslator scripts = new ScriptTranslator(configuration.globalDefs());
        Map<String, RouterPlan> routers = new LinkedHashMap<>();
        RoutingTranslator routing = new RoutingTranslator(names(configuration.globalDefs()));
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            routers.put(
                    instance.name(),
                    addresses.translate(
                            instance,
                            routing.translate(instance.name(), instance.virtualRoutes(), instance.virtualRules())));
        }

        Map<String, String> forbidden = new HashMap<>();
        List<TrackedScript> tracked = new ArrayList<>();
        Set<String> inUse = trackedScripts(configuration);
        for (VrrpScript script : configuration.vrrpScripts()) {
            if (inUse.contains(script.name())) {
                scripts.tracked(script, forbidden).ifPresent(tracked::add);
            }
        }
        return new AgentPlan(
                EngineTranslator.translate(configuration),
                routers,
                tracked,
                forbidden,
                configuration.trackFiles().stream().map(ScriptTranslator::file).toList(),
                configuration.vrrpTrackProcesses().stream()
                        .map(ScriptTranslator::process)
                        .toList(),
                notifyScripts(configuration, scripts),
                priorityChangesTold(configuration),
                fifos(configuration.globalDefs(), scripts),
                alerts(configuration),
                new AgentPlan.Pacing(
                        configuration.globalDefs().garpInterval(),
                        configuration.globalDefs().gnaInterval()),
                statics(configuration.staticEntries(), routing));
    }

    /** Where iproute2 looks, unless the file says otherwise. */
    static NameTables names(GlobalDefs globals) {
        List<Path> folders = new ArrayList<>();
        globals.kernel()
                .iprouteUsrDir()
                .ifPresentOrElse(
                        folder -> folders.add(Path.of(folder)),
                        () -> folders.addAll(List.of(Path.of("/usr/lib/iproute2"), Path.of("/usr/share/iproute2"))));
        folders.add(Path.of(globals.kernel().iprouteEtcDir().orElse("/etc/iproute2")));
        return new NameTables(folders);
    }

    static StaticPlan statics(StaticEntries entries, RoutingTranslator routing) {
        return new StaticPlan(
                entries.addresses().stream()
                        .map(entry -> AddressTranslator.address(
                                entry.address(), entry.address().dev()))
                        .toList(),
                routing.translate("static", entries.routes(), entries.rules()));
    }

    private static Set<String> trackedScripts(Configuration configuration) {
        Set<String> names = new HashSet<>();
        configuration
                .vrrpInstances()
                .forEach(instance -> instance.tracking().scripts().forEach(reference -> names.add(reference.name())));
        configuration
                .vrrpSyncGroups()
                .forEach(group -> group.tracking().scripts().forEach(reference -> names.add(reference.name())));
        return names;
    }

    private static Map<Effect.Subject, NotifyScripts> notifyScripts(
            Configuration configuration, ScriptTranslator scripts) {
        Map<Effect.Subject, NotifyScripts> all = new HashMap<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            Effect.Subject subject = new Effect.Subject(Effect.Subject.Kind.INSTANCE, instance.name());
            scripts.notify(instance.notifyScripts()).ifPresent(found -> all.put(subject, found));
        }
        for (VrrpSyncGroup group : configuration.vrrpSyncGroups()) {
            Effect.Subject subject = new Effect.Subject(Effect.Subject.Kind.GROUP, group.name());
            scripts.notify(group.notifyScripts()).ifPresent(found -> all.put(subject, found));
        }
        return all;
    }

    private static Set<String> priorityChangesTold(Configuration configuration) {
        Set<String> names = new HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            if (instance.notifyScripts().priorityChanges()) {
                names.add(instance.name());
            }
        }
        return names;
    }

    private static AgentPlan.Alerts alerts(Configuration configuration) {
        Set<Effect.Subject> subjects = new HashSet<>();
        configuration.vrrpInstances().stream()
                .filter(instance -> instance.options().smtpAlert())
                .forEach(instance -> subjects.add(new Effect.Subject(Effect.Subject.Kind.INSTANCE, instance.name())));
        configuration.vrrpSyncGroups().stream()
                .filter(VrrpSyncGroup::smtpAlert)
                .forEach(group -> subjects.add(new Effect.Subject(Effect.Subject.Kind.GROUP, group.name())));
        return new AgentPlan.Alerts(subjects, !configuration.globalDefs().mail().noEmailFaults());
    }

    private static List<FifoSettings> fifos(GlobalDefs globals, ScriptTranslator scripts) {
        List<FifoSettings> fifos = new ArrayList<>();
        globals.notifyFifo().ifPresent(fifo -> fifos.add(scripts.fifo(fifo, EnumSet.allOf(FifoTopic.class))));
        globals.vrrpNotifyFifo().ifPresent(fifo -> fifos.add(scripts.fifo(fifo, EnumSet.of(FifoTopic.VRRP))));
        globals.lvs().notifyFifo().ifPresent(fifo -> fifos.add(scripts.fifo(fifo, EnumSet.of(FifoTopic.LVS))));
        return fifos;
    }
}
