package holdfast.agent.dump;

import holdfast.agent.doctor.machine.LocalNetwork;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.StatusDesk;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.FileSettings;
import holdfast.linux.LinuxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes keepalived's files when somebody asks for them. Any thread asks and returns at once. */
public final class KeepalivedDumps {
    private static final Logger LOG = LoggerFactory.getLogger(KeepalivedDumps.class);

    private final StatusDesk desk;
    private final Supplier<Configuration> configuration;

    /** What the counters were when they were zeroed, by instance; the desk's thread only. */
    private final Map<String, Map<String, Long>> zeroed = new HashMap<>();

    /** Which file. */
    public enum Kind {
        /** {@code keepalived.data}. */
        DATA,
        /** {@code keepalived.stats}. */
        STATS,
        /** The same, and from then on the counters begin with zero. */
        STATS_CLEAR,
        /** {@code keepalived.json}; not written when there are no instances. */
        JSON
    }

    /**
     * Nothing is written before somebody asks.
     *
     * @param desk knows how the daemon is doing
     * @param configuration the one in force
     */
    public KeepalivedDumps(StatusDesk desk, Supplier<Configuration> configuration) {
        this.desk = desk;
        this.configuration = configuration;
    }

    /** Writes a file soon. */
    public void request(Kind kind) {
        CompletionStage<AgentStatus> asked = desk.status();
        var _ = asked.whenCompleteAsync((status, trouble) -> write(kind, status, trouble), desk.thread());
    }

    private void write(Kind kind, AgentStatus status, Throwable trouble) {
        if (trouble != null) {
            LOG.error("Nothing is written on the signal: the VRRP loop does not answer ({})", trouble.toString());
            return;
        }
        try {
            Configuration now = configuration.get();
            List<DumpedInstance> instances =
                    DumpedInstance.of(now, status.vrrp().instances());
            FileSettings files = now.globalDefs().files();
            switch (kind) {
                case DATA ->
                    save(dataFile(now), DataDump.text(now, status, instances, new Machine(LocalNetwork.now())), files);
                case STATS -> save(files.statsDump(), StatsDump.text(counters(instances)), files);
                case STATS_CLEAR -> {
                    save(files.statsDump(), StatsDump.text(counters(instances)), files);
                    clear(status.vrrp().instances());
                }
                case JSON -> {
                    if (!instances.isEmpty()) {
                        String text = JsonDump.text(now, status, instances, counters(instances), files.jsonVersion());
                        save(files.jsonDump(), text, files);
                    }
                }
            }
        } catch (LinuxException e) {
            LOG.error(
                    "Nothing is written on the signal: the kernel does not tell of its interfaces ({})",
                    e.getMessage());
        } catch (RuntimeException e) { // nobody else would say that this did not work
            LOG.error("Nothing is written on the signal, please report this", e);
        }
    }

    private static void save(String file, String text, FileSettings files) {
        DumpFile.write(Path.of(file), text, files.umask());
    }

    /** {@code data_use_instance}: {@code keepalived.NAME.data}. */
    private static String dataFile(Configuration configuration) {
        String file = configuration.globalDefs().files().stateDump();
        int dot = file.lastIndexOf('.');
        boolean named = configuration.globalDefs().files().dataUseInstance() && dot > file.lastIndexOf('/');
        return configuration
                .globalDefs()
                .instance()
                .filter(_ -> named)
                .map(name -> file.substring(0, dot) + "." + name + file.substring(dot))
                .orElse(file);
    }

    private Map<String, Map<String, Long>> counters(List<DumpedInstance> instances) {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        instances.forEach(instance -> all.put(
                instance.config().name(),
                DumpedCounters.since(
                        zeroed.getOrDefault(instance.config().name(), Map.of()),
                        instance.status().counters())));
        return all;
    }

    private void clear(List<InstanceStatus> instances) {
        zeroed.clear();
        instances.forEach(instance -> zeroed.put(instance.name(), DumpedCounters.of(instance.counters())));
    }
}
