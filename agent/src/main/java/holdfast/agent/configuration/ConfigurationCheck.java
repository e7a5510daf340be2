package holdfast.agent.configuration;

import holdfast.agent.configuration.Machine.ScriptOpinion;
import holdfast.agent.configuration.MachineFinding.Kind;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a configuration and holds it against a machine: one and the same for {@code -t}, {@code check}, start and reload. */
public final class ConfigurationCheck {
    private final SourceLoader loader;
    private final Machine machine;
    private final boolean advice;

    /**
     * A check that can be used any number of times.
     *
     * @param loader where files come from
     * @param machine what they are held against
     */
    public ConfigurationCheck(SourceLoader loader, Machine machine) {
        this(loader, machine, false);
    }

    private ConfigurationCheck(SourceLoader loader, Machine machine, boolean advice) {
        this.loader = loader;
        this.machine = machine;
        this.advice = advice;
    }

    /** The same check, which also looks for what keepalived accepts in silence: for people, not for a daemon's start. */
    public ConfigurationCheck withAdvice() {
        return new ConfigurationCheck(loader, machine, true);
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
        ParseResult parse = advice
                ? ConfigurationReader.check(loader, file, environment)
                : ConfigurationReader.read(loader, file, environment);
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
            String subject = "(" + instance.name() + ")";
            interfaces(instance, subject, missing, findings);
            notifyScripts(instance.notifyScripts(), subject, security, findings);
        }
        for (VrrpSyncGroup group : configuration.vrrpSyncGroups()) {
            notifyScripts(group.notifyScripts(), "VRRP_Group(" + group.name() + ")", security, findings);
        }
        for (VrrpScript script : configuration.vrrpScripts()) {
            script(script.script(), "VRRP_Script(" + script.name() + ")", security, findings);
        }
        fifo(configuration.globalDefs().notifyFifo(), "notify_fifo", security, findings);
        fifo(configuration.globalDefs().vrrpNotifyFifo(), "vrrp_notify_fifo", security, findings);
        return List.copyOf(findings);
    }

    private void interfaces(VrrpInstance instance, String subject, Severity missing, Set<MachineFinding> findings) {
        String own = instance.interfaceName();
        if (!machine.hasInterface(own)) {
            findings.add(new MachineFinding(
                    Kind.INTERFACE,
                    missing,
                    subject,
                    "interface " + own + " does not exist; 'ip link' shows those that do"));
        }
        List<VirtualIpAddress> addresses = new ArrayList<>(instance.virtualIpAddresses());
        addresses.addAll(instance.virtualIpAddressesExcluded());
        for (VirtualIpAddress address : addresses) {
            if (!address.dev().equals(own) && instance.virtualMac().isEmpty() && !machine.hasInterface(address.dev())) {
                findings.add(new MachineFinding(
                        Kind.INTERFACE,
                        missing,
                        subject,
                        "interface " + address.dev() + " of address "
                                + address.address().getHostAddress() + " does not exist"));
            }
        }
        for (TrackReference tracked : instance.tracking().interfaces()) {
            if (!machine.hasInterface(tracked.name())) {
                findings.add(new MachineFinding(
                        Kind.INTERFACE,
                        Severity.WARNING,
                        subject,
                        "tracked interface " + tracked.name() + " does not exist and counts as down"));
            }
        }
    }

    private void notifyScripts(NotifyScripts scripts, String subject, boolean security, Set<MachineFinding> findings) {
        for (Optional<ScriptCommand> command : List.of(
                scripts.master(),
                scripts.backup(),
                scripts.fault(),
                scripts.stop(),
                scripts.any(),
                scripts.deleted(),
                scripts.masterRxLowerPri())) {
            command.ifPresent(present -> script(present, subject, security, findings));
        }
    }

    private void fifo(Optional<NotifyFifo> fifo, String subject, boolean security, Set<MachineFinding> findings) {
        fifo.flatMap(NotifyFifo::script).ifPresent(present -> script(present, subject, security, findings));
    }

    private void script(ScriptCommand command, String subject, boolean security, Set<MachineFinding> findings) {
        switch (machine.script(command, security)) {
            case ScriptOpinion.Usable _ -> {}
            case ScriptOpinion.Insecure(String reason) ->
                findings.add(new MachineFinding(Kind.SCRIPT_SECURITY, Severity.WARNING, subject, reason));
            case ScriptOpinion.Unusable(String reason) ->
                findings.add(new MachineFinding(Kind.SCRIPT, Severity.WARNING, subject, reason));
        }
    }
}
