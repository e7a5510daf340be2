package holdfast.agent.reload;

import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressText;
import holdfast.vrrp.Peering;
import holdfast.vrrp.Preemption;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is new about an instance that goes on, in the keywords of the file. Addresses are told of elsewhere. */
final class InstanceDifferences {
    private InstanceDifferences() {}

    /** In words; empty text where nothing differs. */
    static String words(VirtualRouter before, VirtualRouter after, RouterPlan placeBefore, RouterPlan placeAfter) {
        Differences all = new Differences();
        if (!before.name().equals(after.name())) {
            all.say("called " + before.name() + " so far");
        }
        all.number("version", before.version().number(), after.version().number())
                .of("state", before.wantedState(), after.wantedState(), VirtualRouter.WantedState::name)
                .number("priority", before.priority(), after.priority())
                .time("advert_int", before.advertisementInterval(), after.advertisementInterval())
                .number("down_timer_adverts", before.downTimerAdverts(), after.downTimerAdverts())
                .of("preemption", before.preemption(), after.preemption(), InstanceDifferences::preemption)
                .changed("authentication", before.authentication(), after.authentication())
                .of("source address", before.source(), after.source(), InstanceDifferences::address);
        peering(all, before.peering(), after.peering());
        all.changed("checksum over IPv4", before.sendChecksum(), after.sendChecksum())
                .changed("rules of the election", before.rules(), after.rules())
                .changed("gratuitous ARP timing", before.announcements(), after.announcements())
                .members(
                        "tracks", "tracks no longer", before.trackers(), after.trackers(), InstanceDifferences::tracked)
                .of("use_vmac", placeBefore.virtualMac(), placeAfter.virtualMac(), InstanceDifferences::virtualMac);
        return all.words();
    }

    /** Whether other routers do not believe its adverts, nor it theirs, until they are changed in the same way. */
    static boolean areToBeMadeEverywhere(VirtualRouter before, VirtualRouter after) {
        boolean interval = !before.advertisementInterval().equals(after.advertisementInterval());
        return before.version() != after.version()
                || !before.authentication().equals(after.authentication())
                || before.sendChecksum() != after.sendChecksum()
                || !group(before.peering()).equals(group(after.peering()))
                || (interval && after.version() == ProtocolVersion.V2);
    }

    private static String preemption(Preemption preemption) {
        return switch (preemption) {
            case Preemption.Never _ -> "nopreempt";
            case Preemption.After(Duration delay) -> delay.isZero() ? "at once" : "after " + Differences.seconds(delay);
        };
    }

    private static String address(Optional<InetAddress> address) {
        return address.map(AddressText::of).orElse("of the interface");
    }

    private static void peering(Differences all, Peering before, Peering after) {
        if (before instanceof Peering.Unicast some && after instanceof Peering.Unicast others) {
            all.members("unicast_peer", "no unicast_peer", peers(some), peers(others), AddressText::of);
            if (peers(some).equals(peers(others))) {
                all.changed("unicast settings", some, others);
            }
        } else {
            all.of("adverts to", before, after, InstanceDifferences::whom);
        }
    }

    private static Optional<InetAddress> group(Peering peering) {
        return switch (peering) {
            case Peering.Multicast(InetAddress group) -> Optional.of(group);
            case Peering.Unicast _ -> Optional.empty();
        };
    }

    private static List<InetAddress> peers(Peering.Unicast unicast) {
        return unicast.peers().stream().map(Peering.Peer::address).toList();
    }

    private static String whom(Peering peering) {
        return switch (peering) {
            case Peering.Multicast(InetAddress group) -> AddressText.of(group);
            case Peering.Unicast unicast -> unicast.peers().size() + " unicast peers";
        };
    }

    static String tracked(Tracked tracked) {
        String sense = tracked.reverse() ? " reverse" : "";
        return tracked.object() + " (" + (tracked.weight() == 0 ? "fault" : "weight " + tracked.weight()) + sense + ")";
    }

    private static String virtualMac(Optional<RouterPlan.VirtualMacPlan> mac) {
        return mac.map(RouterPlan.VirtualMacPlan::name).orElse("none");
    }
}
