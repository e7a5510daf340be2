package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.Preemption;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VirtualMac;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.WantedState;
import holdfast.conf.schema.ConfigurationDraft.GlobalDraft;
import holdfast.conf.schema.InstanceDraft.AuthenticationType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Turns the draft of an instance into effective values: inheritance, defaults, what a version or strict mode forces.
 * One object for one instance.
 */
final class InstanceCompiler {
    /** The priority of the owner of the addresses (RFC 9568, 5.2.4). */
    static final int OWNER = 255;

    private static final int DEFAULT_PRIORITY = 100;

    private final InstanceDraft draft;
    private final GlobalDefs globals;
    private final GlobalDraft given;
    private final DiagnosticSink sink;

    private final boolean strict;
    private final AddressFamily family;
    private final int version;
    private final int priority;

    InstanceCompiler(InstanceDraft draft, GlobalDefs globals, GlobalDraft given, DiagnosticSink sink) {
        this.draft = draft;
        this.globals = globals;
        this.given = given;
        this.sink = sink;
        this.strict = Located.or(draft.strict, globals.vrrpStrict());
        this.family = family();
        this.version = version();
        this.priority = priority(draft);
    }

    /**
     * The instance.
     *
     * @param trackingCompiler resolves names
     * @param routing numbers rules
     * @param syncGroup the group that names it
     * @param groupStartsAsBackup whether a member of that group does not own its addresses; keepalived then starts all
     *     members as BACKUP
     * @return empty when it cannot run, which has been reported
     */
    Optional<VrrpInstance> compile(
            TrackingCompiler trackingCompiler,
            StaticCompiler routing,
            Optional<String> syncGroup,
            boolean groupStartsAsBackup) {
        checkRouterId();
        checkInterface();
        String interfaceName = Located.or(draft.interfaceName, "");
        var addresses = new AddressCompiler(draft, family, sink);
        List<VirtualIpAddress> virtual = addresses.virtual(strict);
        List<VirtualIpAddress> excluded = addresses.excluded();
        checkAddresses(virtual.isEmpty());
        var transport = new TransportCompiler(draft, globals, given, family, sink).compile();
        WantedState state = state();
        Preemption preemption = preemption(state);
        Optional<VirtualMac> virtualMac = virtualMac(transport.isUnicast());
        Duration advertInterval = advertInterval();
        var instance = new VrrpInstance(
                draft.name,
                interfaceName,
                Located.or(draft.virtualRouterId, 0),
                family,
                version,
                groupStartsAsBackup ? WantedState.BACKUP : state,
                priority,
                advertInterval,
                new AuthenticationCompiler(draft, version, strict, sink).compile(),
                virtual,
                excluded,
                StaticCompiler.routes(draft.routes),
                routing.rules(draft.rules),
                transport,
                trackingCompiler.compile(draft.tracking, draft.label(), Optional.of(interfaceName), priority == OWNER),
                Located.or(draft.dontTrackPrimary, false),
                preemption,
                accept(),
                garp(),
                downTimerAdverts(),
                strict || Located.or(draft.lowerPrioNoAdvert, Located.or(given.lowerPrioNoAdvert, false)),
                Located.or(draft.higherPrioSendAdvert, Located.or(given.higherPrioSendAdvert, false)),
                Located.or(draft.ownerIgnoreAdverts, Located.or(given.ownerIgnoreAdverts, false)),
                InstanceTable.adverts(draft.timerExpiredBackup),
                virtualMac,
                Located.or(draft.skipCheckAdvAddr, Located.or(given.skipCheckAdvAddr, false)),
                Located.or(draft.v3ChecksumAsV2, Located.or(given.v3ChecksumAsV2, false)),
                strict,
                promoteSecondaries(virtualMac.isPresent()),
                draft.notify.over(globals.scriptUser(), Located.or(given.notifyPriorityChanges, false)),
                syncGroup,
                OptionsCompiler.compile(draft, globals, advertInterval, sink));
        // Everything was looked at, so that one run of the parser finds every mistake.
        return draft.isComplete() ? Optional.of(instance) : Optional.empty();
    }

    private void report(Rule rule, SourceSpan span, String summary, String hint) {
        Diagnostic diagnostic = Diagnostic.of(rule, span, summary);
        sink.report(hint.isEmpty() ? diagnostic : diagnostic.withHint(hint));
    }

    private void checkRouterId() {
        if (draft.virtualRouterId == null && draft.whereSeen("virtual_router_id") == null) {
            report(
                    Rule.VRID_MISSING,
                    draft.place(),
                    draft.label() + " has no 'virtual_router_id'",
                    "add 'virtual_router_id N' with a number from 1 to 255, the same on all nodes");
        }
        draft.reportMisspelt("virtual_router_id", draft.virtualRouterId != null, Rule.VRID_MISSING, sink);
    }

    private void checkInterface() {
        if (draft.interfaceName == null && draft.whereSeen("interface") == null) {
            report(
                    Rule.INTERFACE_MISSING,
                    draft.place(),
                    draft.label() + " has no 'interface'",
                    "add 'interface NAME'");
        }
        draft.reportMisspelt("interface", draft.interfaceName != null, Rule.INTERFACE_MISSING, sink);
    }

    /** The first address decides; then peers and sources; then the deprecated keyword. */
    private AddressFamily family() {
        if (!draft.addresses.isEmpty()) {
            return draft.addresses.getFirst().address().family();
        }
        if (!draft.peers.isEmpty()) {
            return AddressFamily.of(draft.peers.getFirst().value().address());
        }
        if (draft.unicastSource != null) {
            return AddressFamily.of(draft.unicastSource.value());
        }
        return draft.nativeIpv6 != null ? AddressFamily.INET6 : AddressFamily.INET;
    }

    private int version() {
        if (family == AddressFamily.INET) {
            return Located.or(draft.version, globals.vrrpVersion());
        }
        if (draft.version != null && draft.version.value() == 2) {
            report(
                    Rule.VERSION_FAMILY,
                    draft.version.span(),
                    "version 2 has no IPv6; " + draft.label() + " runs version 3",
                    "write 'version 3'");
        }
        return 3;
    }

    /** keepalived.conf(5), "state": without a priority MASTER means the owner of the addresses. */
    static int priority(InstanceDraft draft) {
        boolean master = draft.state != null && draft.state.value() == WantedState.MASTER;
        return Located.or(draft.priority, master ? OWNER : DEFAULT_PRIORITY);
    }

    private WantedState state() {
        WantedState wanted = Located.or(draft.state, priority == OWNER ? WantedState.MASTER : WantedState.BACKUP);
        if (strict && wanted == WantedState.BACKUP && priority == OWNER) {
            strict(draft.state.span(), "priority 255 needs 'state MASTER'; MASTER is used");
            return WantedState.MASTER;
        }
        if (strict && wanted == WantedState.MASTER && priority != OWNER) {
            strict(draft.state.span(), "'state MASTER' needs priority 255; BACKUP is used");
            return WantedState.BACKUP;
        }
        if (wanted == WantedState.MASTER
                && draft.authenticationType != null
                && draft.authenticationType.value() == AuthenticationType.AH) {
            report(
                    Rule.CONTRADICTION,
                    draft.state.span(),
                    "'state MASTER' is incompatible with AH authentication; BACKUP is used",
                    "write 'state BACKUP'");
            return WantedState.BACKUP;
        }
        return wanted;
    }

    /** keepalived.conf(5), "vrrp_strict". */
    private void strict(SourceSpan span, String what) {
        report(Rule.STRICT, span, "vrrp_strict: " + what, "");
    }

    private Preemption preemption(WantedState state) {
        boolean preempt = Located.or(draft.preempt, true);
        if (!preempt && (state == WantedState.MASTER || priority == OWNER)) {
            report(
                    Rule.NOPREEMPT_MASTER,
                    draft.preempt.span(),
                    "'nopreempt' does not work with "
                            + (state == WantedState.MASTER ? "'state MASTER'" : "priority 255")
                            + "; it is switched off",
                    "write 'state BACKUP' on all nodes, with different priorities");
            preempt = true;
        }
        Duration delay = Located.or(draft.preemptDelay, Duration.ZERO);
        if (strict && !delay.isZero()) {
            strict(draft.preemptDelay.span(), "'preempt_delay' is not allowed and is ignored");
            delay = Duration.ZERO;
        }
        if (preempt && state == WantedState.MASTER && !delay.isZero()) {
            report(
                    Rule.CONTRADICTION,
                    draft.preemptDelay.span(),
                    "'preempt_delay' does not work with "
                            + (priority == OWNER ? "priority 255" : "'state MASTER'")
                            + " and is ignored",
                    "write 'state BACKUP' on all nodes, with different priorities below 255");
            delay = Duration.ZERO;
        }
        if (!preempt && !delay.isZero()) {
            report(
                    Rule.CONTRADICTION,
                    draft.preemptDelay.span(),
                    "'preempt_delay' has no meaning with 'nopreempt' and is ignored",
                    "remove one of the two");
            delay = Duration.ZERO;
        }
        return new Preemption(preempt, delay);
    }

    private Duration advertInterval() {
        Duration wanted = Located.or(draft.advertInterval, Duration.ofSeconds(1));
        Duration possible = AdvertInterval.inVersion(version, wanted);
        if (!possible.equals(wanted)) {
            report(
                    Rule.ADVERT_INTERVAL,
                    draft.advertInterval.span(),
                    "version " + version + " cannot say " + AdvertInterval.text(wanted) + "; "
                            + AdvertInterval.text(possible) + " is used",
                    version == 2 ? "use whole seconds, or version 3" : "use hundredths of a second, at most 40.95 s");
        }
        return possible;
    }

    private void checkAddresses(boolean none) {
        boolean intended = Located.or(draft.noVirtualIpAddress, false);
        if (!none || intended || draft.whereSeen(UnknownWords.ADDRESSES) != null) { // what it holds was reported
            return;
        }
        Diagnostic diagnostic = Diagnostic.of(
                        Rule.NO_VIRTUAL_ADDRESS, draft.place(), draft.label() + " has no virtual address")
                .withHint("add 'virtual_ipaddress { ADDRESS/LENGTH }', or 'no_virtual_ipaddress' if that is meant");
        boolean refused = strict || version == 3;
        sink.report(refused ? diagnostic.as(Severity.ERROR) : diagnostic);
    }

    /**
     * Accept_Mode; strict mode follows RFC 9568, 6.1, where only an owner accepts by default. The value is what keepalived
     * would run with; nothing keeps traffic from the addresses so far, which is said where it would matter.
     */
    private boolean accept() {
        if (priority == OWNER) {
            return true;
        }
        if (strict && version == 2 && Located.or(draft.accept, false)) {
            strict(draft.accept.span(), "version 2 has no 'accept'; traffic to the addresses is accepted all the same");
            return false;
        }
        if (strict && draft.accept == null) {
            Located<Boolean> where = draft.strict != null ? draft.strict : given.strict;
            report( // the same text and place for every instance, so that it is kept once
                    Rule.NO_EFFECT,
                    where.span(),
                    "strict mode: keepalived's firewall drops what is sent to the addresses, also ping; Holdfast lets it in",
                    "remove it, or add 'accept' in version 3");
        }
        return Located.or(draft.accept, !strict);
    }

    private GarpSettings garp() {
        GarpSettings garp = draft.garp.over(globals.garp());
        return strict
                ? new GarpSettings(
                        garp.masterDelay(),
                        garp.masterRepeat(),
                        garp.masterRefresh(),
                        garp.masterRefreshRepeat(),
                        Duration.ZERO,
                        0)
                : garp;
    }

    private int downTimerAdverts() {
        int standard = 3; // RFC 9568, 6.1: Active_Down_Interval
        int wanted = Located.or(draft.downTimerAdverts, Located.or(given.downTimerAdverts, standard));
        if (strict && wanted != standard) {
            Located<Integer> where = draft.downTimerAdverts != null ? draft.downTimerAdverts : given.downTimerAdverts;
            strict(where.span(), "only 3 adverts may be missed; 3 is used");
            return standard;
        }
        return wanted;
    }

    private Optional<VirtualMac> virtualMac(boolean unicast) {
        if (draft.virtualMac == null) {
            return Optional.empty();
        }
        boolean xmitBase = Located.or(draft.vmacXmitBase, false);
        if (unicast && !xmitBase) {
            report(
                    Rule.CONTRADICTION,
                    draft.virtualMac.span(),
                    "unicast with 'use_vmac' sends from the base interface; 'vmac_xmit_base' is switched on",
                    "add 'vmac_xmit_base'");
            xmitBase = true;
        }
        if (strict && xmitBase && !unicast) {
            strict(draft.vmacXmitBase.span(), "'vmac_xmit_base' is not allowed and is ignored");
            xmitBase = false;
        }
        return Optional.of(new VirtualMac(draft.virtualMac.value().interfaceName(), xmitBase));
    }

    private boolean promoteSecondaries(boolean virtualMac) {
        if (virtualMac && draft.promoteSecondaries != null) {
            report(
                    Rule.CONTRADICTION,
                    draft.promoteSecondaries.span(),
                    "'promote_secondaries' is always on with 'use_vmac'",
                    "remove it");
        }
        return Located.or(draft.promoteSecondaries, false);
    }
}
