package holdfast.conf.schema;

import static holdfast.conf.schema.GlobalCompiler.optional;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AuthHmac;
import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.InstanceOptions;
import holdfast.conf.model.InstanceOptions.OldChecksum;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Effective values of the rarer keywords of an instance. */
final class OptionsCompiler {
    private static final Duration LEAST_WINDOW = Duration.ofSeconds(5);
    private static final int ADVERTS_IN_WINDOW = 3;

    private OptionsCompiler() {}

    static InstanceOptions compile(
            InstanceDraft instance, GlobalDefs globals, Duration advertInterval, DiagnosticSink sink) {
        OptionsDraft draft = instance.options;
        Optional<DaemonSettings.GarpExtra> garpExtra =
                draft.garpExtra == null ? globals.daemon().garpExtra() : optional(draft.garpExtra);
        signatures(instance, sink);
        return new InstanceOptions(
                hmac(draft, advertInterval, sink),
                garpExtra.filter(extra -> !extra.interval().isZero()),
                Located.or(draft.useVmacAddr, false),
                optional(draft.ipvlan),
                optional(draft.vrf),
                Located.or(draft.oldUnicastChecksum, OldChecksum.AUTOMATIC),
                Located.or(draft.unicastFaultNoPeer, false),
                DaemonCompiler.number(draft.kernelRxBufSize),
                Located.or(draft.debug, 0),
                Located.or(instance.notify.smtpAlert, globals.mail().alertsVrrp()));
    }

    /** Who insists on signed adverts refuses ours, and both would be master (docs/decisions/0013-signed-adverts.md). */
    private static void signatures(InstanceDraft instance, DiagnosticSink sink) {
        SourceSpan block = instance.whereSeen("auth_hmac");
        if (block == null) {
            return;
        }
        boolean enforced = Located.or(instance.options.hmacMode, AuthHmac.Mode.ENFORCE) == AuthHmac.Mode.ENFORCE;
        sink.report(
                enforced
                        ? Diagnostic.of(
                                        Rule.UNSUPPORTED,
                                        block,
                                        "'auth_hmac' is not supported by Holdfast, and with 'mode enforce', the default, other nodes refuse its adverts")
                                .withHint("on all nodes, remove the block or write 'mode permissive'")
                        : Diagnostic.of(
                                Rule.NO_EFFECT,
                                block,
                                "'auth_hmac' has no effect in Holdfast yet: its adverts are not signed, and unsigned ones are believed"));
    }

    private static Optional<AuthHmac> hmac(OptionsDraft draft, Duration advertInterval, DiagnosticSink sink) {
        if (draft.hmacKeys.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> ids = new HashSet<>();
        for (Located<AuthHmac.Key> key : draft.hmacKeys) {
            if (!ids.add(key.value().id())) {
                sink.report(Diagnostic.of(
                                Rule.REPEATED_KEYWORD,
                                key.span(),
                                "there are two keys with the number "
                                        + key.value().id())
                        .withHint("give each key a number of its own"));
            }
        }
        if (draft.activeKey != null && !ids.contains(draft.activeKey.value())) {
            sink.report(Diagnostic.of(
                            Rule.UNDEFINED_NAME,
                            draft.activeKey.span(),
                            "there is no key with the number " + draft.activeKey.value())
                    .withHint("add 'key " + draft.activeKey.value() + " VALUE'"));
        }
        Duration adverts = advertInterval.multipliedBy(ADVERTS_IN_WINDOW);
        return Optional.of(new AuthHmac(
                draft.hmacKeys.stream().map(Located::value).toList(),
                draft.activeKey == null ? OptionalInt.empty() : OptionalInt.of(draft.activeKey.value()),
                Located.or(draft.antiReplay, AuthHmac.AntiReplay.TIME),
                Located.or(draft.timeWindow, adverts.compareTo(LEAST_WINDOW) > 0 ? adverts : LEAST_WINDOW),
                Located.or(draft.hmacMode, AuthHmac.Mode.ENFORCE)));
    }
}
