package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.DroppedBfd;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills in the defaults of {@code bfd_instance}; one that has no neighbour of its own is reported and left out. */
final class BfdCompiler {
    private static final int MAX_NAME = 31;
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final int MULTIPLIER = 5;
    private static final int TTL = 255;
    private static final int HOP_LIMIT = 64;

    private final Dialect dialect;
    private final DiagnosticSink sink;
    private final Map<InetAddress, LvsDraft.Bfd> neighbors = new HashMap<>();

    BfdCompiler(Dialect dialect, DiagnosticSink sink) {
        this.dialect = dialect;
        this.sink = sink;
    }

    /**
     * What became of the blocks.
     *
     * @param instances those that can run
     * @param dropped those that cannot and are tracked all the same; none when the file is read as it was meant
     */
    record Compiled(List<BfdInstance> instances, List<DroppedBfd> dropped) {}

    Compiled compile(Collection<LvsDraft.Bfd> drafts) {
        List<BfdInstance> instances = new ArrayList<>();
        List<DroppedBfd> dropped = new ArrayList<>();
        for (LvsDraft.Bfd draft : drafts) {
            if (isUsable(draft)) {
                instances.add(instance(draft));
            } else if (dialect == Dialect.AS_KEEPALIVED) {
                dropped.add(dropped(draft));
            }
        }
        return new Compiled(instances, dropped);
    }

    /** The process of VRRP knows no name that is too long. */
    private static DroppedBfd dropped(LvsDraft.Bfd draft) {
        Weight weight = Located.or(draft.weight, new Weight(0, false));
        boolean both = draft.vrrp == null && draft.checker == null;
        return new DroppedBfd(
                draft.name,
                weight.value(),
                weight.reverse(),
                (both || draft.vrrp != null) && draft.name.length() <= MAX_NAME,
                both || draft.checker != null);
    }

    private boolean isUsable(LvsDraft.Bfd draft) {
        if (draft.name.length() > MAX_NAME) {
            sink.report(Diagnostic.of(
                            Rule.NAME_TOO_LONG,
                            draft.place(),
                            "the name '" + draft.name + "' is too long; the bfd_instance is left out")
                    .withHint("at most " + MAX_NAME + " characters"));
            return false;
        }
        if (draft.neighbor == null) {
            if (draft.whereSeen("neighbor_ip") == null && draft.whereSeen("neighbour_ip") == null) {
                sink.report(Diagnostic.of(
                                Rule.BFD_INCOMPLETE,
                                draft.place(),
                                draft.label() + " has no 'neighbor_ip' and is left out")
                        .withHint("add 'neighbor_ip ADDRESS'"));
            }
            return false;
        }
        LvsDraft.Bfd other = neighbors.putIfAbsent(draft.neighbor.value(), draft);
        if (other != null) {
            sink.report(Diagnostic.of(
                            Rule.BFD_INCOMPLETE,
                            draft.neighbor.span(),
                            other.label() + " has this neighbor already; " + draft.label() + " is left out")
                    .withHint("one session is enough for one neighbor")
                    .withRelated(other.neighbor.span(), "the first one is here"));
            return false;
        }
        AddressFamily family = AddressFamily.of(draft.neighbor.value());
        if (draft.source != null && AddressFamily.of(draft.source.value()) != family) {
            sink.report(Diagnostic.of(
                            Rule.BFD_INCOMPLETE,
                            draft.source.span(),
                            "'source_ip' is "
                                    + AddressFamily.of(draft.source.value()).word()
                                    + ", but the neighbor is " + family.word() + "; " + draft.label()
                                    + " is left out")
                    .withHint("give an address of the neighbor's family"));
            return false;
        }
        return true;
    }

    private static BfdInstance instance(LvsDraft.Bfd draft) {
        boolean v4 = AddressFamily.of(draft.neighbor.value()) == AddressFamily.INET;
        Weight weight = Located.or(draft.weight, new Weight(0, false));
        boolean both = draft.vrrp == null && draft.checker == null;
        return new BfdInstance(
                draft.name,
                draft.neighbor.value(),
                GlobalCompiler.optional(draft.source),
                Located.or(draft.minRx, INTERVAL),
                Located.or(draft.minTx, INTERVAL),
                Located.or(draft.idleTx, Duration.ofSeconds(1)),
                Located.or(draft.multiplier, MULTIPLIER),
                Located.or(draft.passive, false),
                Located.or(draft.ttl, v4 ? TTL : HOP_LIMIT),
                Located.or(draft.maxHops, 0),
                Located.or(draft.multihop, false),
                weight.value(),
                weight.reverse(),
                both || draft.vrrp != null,
                both || draft.checker != null);
    }
}
