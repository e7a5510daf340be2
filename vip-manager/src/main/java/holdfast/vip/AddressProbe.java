package holdfast.vip;

import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.linux.PacketReceiver;
import holdfast.linux.PacketSocket;
import holdfast.linux.SendOutcome;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a link who has addresses, with ARP probes (RFC 5227, 2.1.1) and neighbour solicitations (RFC 4861, 4.3): a node answers them also when
 * its firewall drops everything else. Addresses behind a router never answer.
 *
 * @param rounds how many times each address is asked for, 1 or more
 * @param patience how long answers are awaited after each round
 */
public record AddressProbe(int rounds, Duration patience) {
    /** Who else answers for each address; addresses that nobody answers for are absent. Takes all rounds, unless nothing can be sent. */
    public Map<InetAddress, Set<MacAddress>> holders(int link, MacAddress own, Collection<InetAddress> addresses)
            throws LinuxException {
        return askIfPossible(link, own, addresses, false).orElse(Map.of());
    }

    /** The same; empty where the link takes no frame, so that nobody was asked. */
    public Optional<Map<InetAddress, Set<MacAddress>>> holdersIfAsked(
            int link, MacAddress own, Collection<InetAddress> addresses) throws LinuxException {
        return askIfPossible(link, own, addresses, false);
    }

    /** Whether anybody else answers for an address; ends with the first answer. */
    public boolean isAnswered(int link, MacAddress own, InetAddress address) throws LinuxException {
        return askIfPossible(link, own, List.of(address), true)
                .filter(holders -> !holders.isEmpty())
                .isPresent();
    }

    private Optional<Map<InetAddress, Set<MacAddress>>> askIfPossible(
            int link, MacAddress own, Collection<InetAddress> addresses, boolean oneIsEnough) throws LinuxException {
        Map<InetAddress, Set<MacAddress>> holders = new HashMap<>();
        try (PacketSocket sender = PacketSocket.open();
                PacketReceiver receiver = PacketReceiver.open(link, PacketReceiver.Kind.NEIGHBOURS)) {
            for (int round = 0; round < rounds && !(oneIsEnough && !holders.isEmpty()); round++) {
                for (InetAddress address : addresses) {
                    SendOutcome outcome = sender.send(link, ProbeFrames.of(address, own));
                    if (outcome instanceof SendOutcome.Refused && round == 0) {
                        return Optional.empty(); // the interface is down: nobody can answer
                    }
                }
                listen(receiver, own, addresses, holders, oneIsEnough);
            }
        }
        return Optional.of(holders);
    }

    private void listen(
            PacketReceiver receiver,
            MacAddress own,
            Collection<InetAddress> wanted,
            Map<InetAddress, Set<MacAddress>> holders,
            boolean oneIsEnough)
            throws LinuxException {
        long end = System.nanoTime() + patience.toNanos();
        long left;
        while ((left = end - System.nanoTime()) > 0 && !(oneIsEnough && !holders.isEmpty())) {
            Optional<PacketReceiver.Frame> frame = receiver.receive(Duration.ofNanos(left));
            if (frame.isPresent()
                    && !frame.get().outgoing()
                    && HeardFrame.of(frame.get().bytes()).orElse(null) instanceof HeardFrame.Claim claim
                    && wanted.contains(claim.address())
                    && !claim.mac().equals(own)) {
                holders.computeIfAbsent(claim.address(), _ -> new LinkedHashSet<>())
                        .add(claim.mac());
            }
        }
    }
}
