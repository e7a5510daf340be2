package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.Errno;
import holdfast.linux.PacketSocket;
import holdfast.linux.SendOutcome;
import holdfast.vip.Announcement;
import holdfast.vip.Announcer;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.InterfaceSettings;
import holdfast.vip.VirtualAddress;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the announcer for a plan, and logs what it sends. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private int unsaid;
    private long lastSaid;

    private Announcements() {}

    static Announcer announcer(PacketSocket frames, InterfaceDirectory interfaces, InterfaceSettings settings) {
        return new Announcer(frames::send, interfaces, settings::forwardsIpv6, new Announcements()::announced);
    }

    /** Sets the pace and builds the frames, which a takeover would otherwise have to build. */
    static void prepare(Announcer announcer, AgentPlan plan) {
        List<Announcement> announcements = new ArrayList<>();
        for (RouterPlan router : plan.routers().values()) {
            for (VirtualAddress address : router.addresses()) {
                announcements.add(Announcement.of(address));
                announcer.pace(
                        address.interfaceName(),
                        address.family(),
                        switch (address.family()) {
                            case IPV4 -> plan.pacing().garpInterval();
                            case IPV6 -> plan.pacing().gnaInterval();
                        });
            }
        }
        announcer.prepare(announcements);
    }

    private void announced(Announcement announcement, SendOutcome outcome) {
        String what =
                announcement.address() instanceof Inet4Address ? "gratuitous ARP" : "unsolicited Neighbour Advert";
        String address = announcement.address().getHostAddress();
        switch (outcome) {
            case SendOutcome.Sent _ ->
                LOG.debug("Sending {} on {} for {}", what, announcement.interfaceName(), address);
            case SendOutcome.Refused(Errno errno) -> refused(what, announcement, errno);
        }
    }

    /** Thousands of addresses on a link that has just gone are thousands of refusals: one line a second tells as much. */
    private void refused(String what, Announcement announcement, Errno errno) {
        long now = System.nanoTime();
        if (unsaid > 0 && now - lastSaid < QUIET_NANOS) {
            unsaid++;
            return;
        }
        String more = unsaid > 1 ? " (" + (unsaid - 1) + " more since the last such line)" : "";
        LOG.warn(
                "{} on {} for {} was not sent: {}{}",
                what,
                announcement.interfaceName(),
                announcement.address().getHostAddress(),
                errno,
                more);
        unsaid = 1;
        lastSaid = now;
    }
}
