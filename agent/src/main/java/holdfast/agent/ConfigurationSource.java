package holdfast.agent;

import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.conf.SourceLoader;
import holdfast.conf.again.Rereader;
import holdfast.conf.model.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and checks the daemon's configuration, at start and for each reload, and logs what there is to say about it. */
final class ConfigurationSource {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationSource.class);

    private final DaemonOptions options;
    private final Rereader rereader = new Rereader(); // used by one thread after the other
    private volatile Optional<Configuration> inForce = Optional.empty();
    private final AtomicLong reloads = new AtomicLong();

    ConfigurationSource(DaemonOptions options) {
        this.options = options;
    }

    /**
     * The configuration to start with.
     *
     * @throws StartupFailure when it cannot be read or must not be run
     */
    Configuration first() throws StartupFailure {
        LOG.info("Configuration file {}", options.configurationFile());
        CheckedConfiguration checked =
                check(new ConfigurationCheck(new FileSourceLoader(), new LocalMachine()), options.configurationFile());
        Configuration configuration = checked.orRefuse();
        inForce = Optional.of(configuration);
        log(checked);
        if (options.dumpConfiguration()) {
            LOG.info("Configuration: {}", configuration);
        }
        return configuration;
    }

    /** The configuration that was read last and may be run. Any thread, after {@link #first}. */
    Configuration inForce() {
        return inForce.orElseThrow();
    }

    /** How many times it was read again and may be run. Any thread. */
    long reloads() {
        return reloads.get();
    }

    /** The file as it is now, checked; what there is to say about it is in the log. */
    CheckedConfiguration again() {
        LOG.info("Configuration file {}", options.configurationFile());
        CheckedConfiguration checked = tolerant(checkOfThisMoment(), options.configurationFile());
        log(checked);
        return checked;
    }

    /**
     * A file as a reload would find it. Nothing is logged.
     *
     * @param file its name
     * @param loader where it and all it includes come from
     */
    CheckedConfiguration examined(String file, SourceLoader loader) {
        return tolerant(new ConfigurationCheck(loader, new LocalMachine()), file);
    }

    private ConfigurationCheck checkOfThisMoment() {
        return new ConfigurationCheck(new FileSourceLoader(), new LocalMachine()).with(rereader);
    }

    private CheckedConfiguration tolerant(ConfigurationCheck check, String file) {
        return check(check, file).tolerating(inForce.map(check::findings).orElse(List.of()));
    }

    /** A configuration that was read {@link #again} is what counts from now on. */
    void accept(Configuration configuration) {
        inForce = Optional.of(configuration);
        reloads.incrementAndGet();
    }

    /** The file that the command line names. */
    String file() {
        return options.configurationFile();
    }

    private CheckedConfiguration check(ConfigurationCheck check, String file) {
        CheckedConfiguration checked = check.check(file, NodeFacts.now(options.configId()), options.allFilesRequired());
        return options.lenient() ? checked.lenient() : checked;
    }

    private static void log(CheckedConfiguration checked) {
        for (CheckedConfiguration.Remark remark : checked.remarks()) {
            switch (remark.severity()) {
                case ERROR -> LOG.error(remark.text());
                case WARNING -> LOG.warn(remark.text());
                case NOTE -> LOG.info(remark.text());
            }
        }
    }
}
