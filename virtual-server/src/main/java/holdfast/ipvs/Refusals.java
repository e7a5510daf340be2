package holdfast.ipvs;

import holdfast.ipvs.BalancingEffect.Severity;
import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the kernel did not do: said once, and followed by a look at the table, at most one in {@value #SECONDS_BETWEEN_LOOKS} s. Services
 * that the kernel does not take (no such scheduler) are tried again whenever the table is read.
 */
final class Refusals {
    private static final int SECONDS_BETWEEN_LOOKS = 5;
    private static final long BETWEEN_LOOKS = SECONDS_BETWEEN_LOOKS * 1_000_000_000L;
    private static final int LINES = 10;
    /** Measured on Linux 6.1: whichever comes second is refused with EINVAL. */
    private static final String SYNC_AND_FAMILIES =
            "lvs_sync_daemon and tunnels to servers of the other address family exclude each other in the kernel";

    private static final int REMEMBERED = 1_000;

    private final Set<IpvsRequest> known = new HashSet<>();
    private final Set<IpvsServiceKey> unavailable = new HashSet<>();
    private OptionalLong looked = OptionalLong.empty();
    private int lines;
    private int unsaid;

    /** Everything is tried anew. */
    void forget() {
        known.clear();
        unavailable.clear();
    }

    /** Whether everything was done that was asked for since the last time that everything was tried anew. */
    boolean areNone() {
        return known.isEmpty() && unavailable.isEmpty();
    }

    /** Whether this was refused before, and said. */
    boolean knows(IpvsRequest request) {
        return known.contains(request);
    }

    /** Whether the kernel has not taken this service when it was asked last. */
    boolean unavailable(IpvsServiceKey key) {
        return unavailable.contains(key);
    }

    /** The kernel has it now. */
    void available(IpvsServiceKey key) {
        unavailable.remove(key);
    }

    /** The table has been read: a new count of lines begins. */
    void read(Effects out) {
        if (unsaid > 0) {
            out.log(Severity.WARNING, "IPVS refused " + unsaid + " more requests of the same kind");
        }
        lines = 0;
        unsaid = 0;
    }

    /** The kernel did not take a service. */
    void service(IpvsService service, Errno errno, String name, Effects out, long now) {
        if (errno.equals(Errno.EEXIST) || errno.equals(Errno.ESRCH)) {
            look(out, now);
            return;
        }
        unavailable.add(service.key());
        say(new IpvsRequest.AddService(service), Severity.ERROR, whyNot(service, errno, name), out);
    }

    /** Why a virtual server is not served. */
    static String whyNot(IpvsService service, Errno errno, String name) {
        if (!errno.equals(Errno.ENOENT)) {
            return "VS " + name + " is not served: the kernel refused " + ServerNames.virtualServer(service.key())
                    + ": " + errno.text();
        }
        String engine = service.persistenceEngine()
                .map(words -> ", or no persistence engine '" + words + "' (modprobe ip_vs_pe_" + words + ")")
                .orElse("");
        return "VS " + name + " is not served: the kernel has no scheduler '" + service.scheduler()
                + "' (modprobe ip_vs_" + service.scheduler() + ")" + engine;
    }

    /** The kernel did not do something else. */
    void other(IpvsRequest request, Errno errno, Effects out, long now) {
        String words = "IPVS refused to " + RequestWords.of(request) + ": " + errno.text() + hint(request, errno);
        say(request, Severity.WARNING, words, out);
        look(out, now);
    }

    private static String hint(IpvsRequest request, Errno errno) {
        return switch (request) {
            case IpvsRequest.EditService edit
            when errno.equals(Errno.ENOENT) ->
                "; the kernel has no scheduler '" + edit.service().scheduler() + "' (modprobe ip_vs_"
                        + edit.service().scheduler() + "), the one of before goes on";
            case IpvsRequest.StartSyncDaemon _ when errno.equals(Errno.EINVAL) -> "; " + SYNC_AND_FAMILIES;
            case IpvsRequest.AddDestination add
            when errno.equals(Errno.EINVAL)
                    && AddressFamily.of(add.destination().address())
                            != add.key().family() -> "; " + SYNC_AND_FAMILIES;
            case IpvsRequest.AddService _,
                    IpvsRequest.EditService _,
                    IpvsRequest.DeleteService _,
                    IpvsRequest.AddDestination _,
                    IpvsRequest.EditDestination _,
                    IpvsRequest.DeleteDestination _,
                    IpvsRequest.StartSyncDaemon _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> "";
        };
    }

    private void say(IpvsRequest request, Severity severity, String text, Effects out) {
        if (known.contains(request)) {
            return;
        }
        if (known.size() < REMEMBERED) {
            known.add(request);
        }
        if (lines < LINES) {
            lines++;
            out.log(severity, text);
        } else {
            unsaid++;
        }
    }

    /** The table is not as it was believed to be. */
    private void look(Effects out, long now) {
        if (looked.isEmpty() || now - looked.getAsLong() >= BETWEEN_LOOKS) {
            looked = OptionalLong.of(now);
            out.add(new BalancingEffect.ReadTable());
        }
    }
}
