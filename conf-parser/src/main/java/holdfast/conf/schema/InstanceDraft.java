package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VirtualMac;
import holdfast.conf.model.WantedState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@code vrrp_instance} while it is being read: what was given, and where. Null: not given. */
final class InstanceDraft extends NamedDraft {
    Located<String> interfaceName;
    Located<Integer> virtualRouterId;
    Located<WantedState> state;
    Located<Integer> priority;
    Located<Duration> advertInterval;
    Located<Integer> version;
    Located<AuthenticationType> authenticationType;
    Located<String> password;
    Located<Boolean> noVirtualIpAddress;
    Located<Boolean> nativeIpv6;
    Located<Boolean> dontTrackPrimary;
    Located<Boolean> trackSourceAddress;
    Located<InetAddress> multicastSource;
    Located<InetAddress> multicastDestination;
    Located<InetAddress> unicastSource;
    Located<Integer> unicastTtl;
    Located<Boolean> checkUnicastSource;
    Located<Boolean> preempt;
    Located<Duration> preemptDelay;
    Located<Boolean> accept;
    Located<Integer> downTimerAdverts;
    Located<Boolean> lowerPrioNoAdvert;
    Located<Boolean> higherPrioSendAdvert;
    Located<Boolean> ownerIgnoreAdverts;
    Located<Integer> timerExpiredBackup;
    Located<VirtualMac> virtualMac;
    Located<Boolean> vmacXmitBase;
    Located<Boolean> skipCheckAdvAddr;
    Located<Boolean> v3ChecksumAsV2;
    Located<Boolean> strict;
    Located<Boolean> promoteSecondaries;

    final List<AddressLine.Read> addresses = new ArrayList<>();
    final List<AddressLine.Read> excluded = new ArrayList<>();
    final List<RouteLine.Read> routes = new ArrayList<>();
    final List<RuleLine.Read> rules = new ArrayList<>();
    final List<Located<UnicastPeer>> peers = new ArrayList<>();

    final GarpDraft garp = new GarpDraft();
    final TrackingDraft tracking = new TrackingDraft();
    final NotifyDraft notify = new NotifyDraft();
    final OptionsDraft options = new OptionsDraft();

    InstanceDraft(String name, SourceSpan place) {
        super("vrrp_instance", name, place);
    }

    /** Whether it can run: without a link and a number it cannot. */
    boolean isComplete() {
        return interfaceName != null && virtualRouterId != null;
    }

    /** {@code auth_type}. */
    enum AuthenticationType {
        /** Simple text. */
        PASS,
        /** IPsec AH, which Holdfast does not do. */
        AH
    }
}
