package holdfast.agent.configuration;

import holdfast.agent.configuration.Machine.ScriptOpinion;
import holdfast.agent.configuration.MachineFinding.Spot;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.again.Rereader;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a configuration and holds it against a machine: one and the same for {@code -t}, {@code check}, start and reload. */
public final class ConfigurationCheck {
    private final SourceLoader loader;
    private final Machine machine;
    private final Reading reading;

    /** One of the ways to read a file. */
    @FunctionalInterface
    private interface Reading {
        ParseResult read(SourceLoader loader, String mainFile, ParseEnvironment environment);
    }

    /**
     * A check that can be used any number of times.
     *
     * @param loader where files come from
     * @param machine what they are held against
     */
    public ConfigurationCheck(SourceLoader loader, Machine machine) {
        this(loader, machine, ConfigurationReader::read);
    }

    private ConfigurationCheck(SourceLoader loader, Machine machine, Reading reading) {
        this.loader = loader;
        this.machine = machine;
        this.reading = reading;
    }

    /** The same check, which also looks for what keepalived accepts in silence: for people, not for a daemon's start. */
    public ConfigurationCheck withAdvice() {
        return new ConfigurationCheck(loader, machine, ConfigurationReader::check);
    }

    /** The same check, which does not read anew what the reader has read before. */
    public ConfigurationCheck with(Rereader rereader) {
        return new ConfigurationCheck(loader, machine, rereader::read);
    }

    /**
     * Reads and checks a file and all it includes.
     *
     * @param file as after {@code -f}
     * @param environment facts of this node
     * @param allFilesRequired an include that finds nothing is an error ({@code -e})
     * @return the configuration with all findings
     */
    public CheckedConfiguration check(String file, ParseEnvironment environment, boolean allFilesRequired) {
        ParseResult parse = reading.read(loader, file, environment);
        if (allFilesRequired) {
            List<Diagnostic> stricter = parse.diagnostics().stream()
                    .map(found -> found.rule() == Rule.INCLUDE_MISSING ? found.as(Severity.ERROR) : found)
                    .toList();
            parse = parse.withDiagnostics(stricter);
        }
        return new CheckedConfiguration(file, parse, findings(parse.configuration()));
    }

    /**
     * What a configuration needs and this machine does not have, at this moment.
     *
     * @param configuration any configuration
     */
    public List<MachineFinding> findings(Configuration configuration) {
        Set<MachineFinding> findings = new LinkedHashSet<>();
        boolean security = configuration.globalDefs().enableScriptSecurity();
        Severity missing = configuration.globalDefs().dynamicInterfaces() ? Severity.WARNING : Severity.ERROR;
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            Subject subject = new Subject("vrrp_instance", instance.name(), "(" + instance.name() + ")");
            interfaces(instance, subject, missing, findings);
            notifyScripts(instance.notifyScripts(), subject, security, findings);
        }
        for (VrrpSyncGroup group : configuration.vrrpSyncGroups()) {
            Subject subject = new Subject("vrrp_sync_group", group.name(), "VRRP_Group(" + group.name() + ")");
            notifyScripts(group.notifyScripts(), subject, security, findings);
        }
        for (VrrpScript script : configuration.vrrpScripts()) {
            Subject subject = new Subject("vrrp_script", script.name(), "VRRP_Script(" + script.name() + ")");
            script(script.script(), subject, "script", security, findings);
        }
        GlobalDefs globals = configuration.globalDefs();
        fifo(globals.notifyFifo(), "notify_fifo", security, findings);
        fifo(globals.vrrpNotifyFifo(), "vrrp_notify_fifo", security, findings);
        fifo(globals.lvs().notifyFifo(), "lvs_notify_fifo", security, findings);
        new ServerScripts(machine, security, findings).check(configuration);
        return List.copyOf(findings);
    }

    /** A block, and what the log calls it. */
    private record Subject(String block, String name, String words) {
        Spot spot(String... path) {
            return Spot.of(block, name, path);
        }
    }

    private void interfaces(VrrpInstance instance, Subject subject, Severity missing, Set<MachineFinding> findings) {
        String own = instance.interfaceName();
        if (!machine.hasInterface(own)) {
            findings.add(missing(subject, "interface " + own, subject.spot("interface"))
                    .as(missing)
                    .withHint("'ip link' shows those that do"));
        }
        addressInterfaces(instance, instance.virtualIpAddresses(), "virtual_ipaddress", subject, missing, findings);
        addressInterfaces(
                instance,
                instance.virtualIpAddressesExcluded(),
                "virtual_ipaddress_excluded",
                subject,
                missing,
                findings);
        for (TrackReference tracked : instance.tracking().interfaces()) {
            if (!machine.hasInterface(tracked.name())) {
                Spot spot = subject.spot("track_interface", tracked.name());
                findings.add(MachineFinding.of(
                                Rule.HOST_INTERFACE,
                                spot,
                                subject.words(),
                                "tracked interface " + tracked.name() + " does not exist and counts as down")
                        .as(Severity.WARNING));
            }
        }
    }

    private void addressInterfaces(
            VrrpInstance instance,
            List<VirtualIpAddress> addresses,
            String list,
            Subject subject,
            Severity missing,
            Set<MachineFinding> findings) {
        for (VirtualIpAddress address : addresses) {
            if (!address.dev().equals(instance.interfaceName())
                    && instance.virtualMac().isEmpty()
                    && !machine.hasInterface(address.dev())) {
                String word = address.address().getHostAddress();
                findings.add(
                        missing(subject, "interface " + address.dev() + " of address " + word, subject.spot(list, word))
                                .as(missing));
            }
        }
    }

    private static MachineFinding missing(Subject subject, String what, Spot spot) {
        return MachineFinding.of(Rule.HOST_INTERFACE, spot, subject.words(), what + " does not exist");
    }

    private void notifyScripts(NotifyScripts scripts, Subject subject, boolean security, Set<MachineFinding> findings) {
        notifyScript(scripts.master(), "notify_master", subject, security, findings);
        notifyScript(scripts.backup(), "notify_backup", subject, security, findings);
        notifyScript(scripts.fault(), "notify_fault", subject, security, findings);
        notifyScript(scripts.stop(), "notify_stop", subject, security, findings);
        notifyScript(scripts.any(), "notify", subject, security, findings);
        notifyScript(scripts.deleted(), "notify_deleted", subject, security, findings);
        notifyScript(scripts.masterRxLowerPri(), "notify_master_rx_lower_pri", subject, security, findings);
    }

    private void notifyScript(
            Optional<ScriptCommand> command,
            String keyword,
            Subject subject,
            boolean security,
            Set<MachineFinding> findings) {
        command.ifPresent(present -> script(present, subject, keyword, security, findings));
    }

    private void fifo(Optional<NotifyFifo> fifo, String keyword, boolean security, Set<MachineFinding> findings) {
        Subject subject = new Subject("global_defs", "", keyword);
        fifo.flatMap(NotifyFifo::script)
                .ifPresent(present -> script(present, subject, keyword + "_script", security, findings));
    }

    private void script(
            ScriptCommand command, Subject subject, String keyword, boolean security, Set<MachineFinding> findings) {
        Spot spot = subject.spot(keyword);
        switch (machine.script(command, security)) {
            case ScriptOpinion.Usable _ -> {}
            case ScriptOpinion.Insecure(String reason) ->
                findings.add(MachineFinding.of(Rule.HOST_SCRIPT_SECURITY, spot, subject.words(), reason));
            case ScriptOpinion.Unusable(String reason) ->
                findings.add(MachineFinding.of(Rule.HOST_SCRIPT, spot, subject.words(), reason));
            case ScriptOpinion.UnknownUser(String reason) ->
                findings.add(MachineFinding.of(Rule.HOST_USER, spot, subject.words(), reason));
        }
    }
}
