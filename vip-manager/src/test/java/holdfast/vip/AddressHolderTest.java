package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.AddressFlags;
import holdfast.linux.AddressLifetime;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteEvent;
import holdfast.linux.RouteRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressHolderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Lease TWO_SECONDS = new Lease.Limited(Duration.ofSeconds(2));
    private static final Lease UNLIMITED = new Lease.Unlimited();

    private final FakeKernel kernel = new FakeKernel();
    private final AddressHolder holder = new AddressHolder(kernel, kernel);
    private VirtualAddress first;
    private VirtualAddress second;

    @BeforeEach
    void prepare() throws UnknownHostException {
        kernel.link(2, "eth0", "02:00:00:00:00:01");
        first = VirtualAddress.of(InetAddress.getByName("192.0.2.100"), 24, "eth0");
        second = VirtualAddress.of(InetAddress.getByName("192.0.2.101"), 24, "eth0");
    }

    @Test
    void acquiredAddressesHaveTheLeaseAndKeepalivedsTag() {
        List<AddressOutcome> outcomes = holder.acquire(List.of(first, second), TWO_SECONDS, 0);
        assertEquals(List.of(new AddressOutcome.Added(first), new AddressOutcome.Added(second)), outcomes);
        assertEquals(Set.of(first, second), holder.held());
        assertEquals(List.of(2), kernel.batches);
        KernelAddress made = kernel.addresses.getFirst();
        assertEquals(AddressLifetime.ofSeconds(2), made.lifetime());
        assertEquals(18, made.protocol()); // RTPROT_KEEPALIVED of linux/rtnetlink.h
    }

    @Test
    void withoutALeaseAddressesStayForEver() {
        holder.acquire(List.of(first), UNLIMITED, 0);
        assertEquals(AddressLifetime.FOREVER, kernel.addresses.getFirst().lifetime());
        assertEquals(0, holder.renew(List.of(first), 100 * SECOND).renewed());
    }

    @Test
    void anAddressThatIsThereIsTakenOverWithTheLease() {
        kernel.addresses.add(first.toKernel(2, UNLIMITED));
        assertEquals(
                List.of(new AddressOutcome.AlreadyThere(first), new AddressOutcome.Added(second)),
                holder.acquire(List.of(first, second), TWO_SECONDS, 0));
        assertTrue(
                kernel.addresses.stream().allMatch(address -> address.lifetime().equals(AddressLifetime.ofSeconds(2))));
    }

    @Test
    void aRefusedAddressIsNotHeldAndSaysWhy() {
        kernel.answerToAll =
                Optional.of(new NetlinkOutcome.Refused(Errno.EACCES, Optional.of("IPv6 is disabled on this device")));
        AddressOutcome.Refused refused = assertInstanceOf(
                AddressOutcome.Refused.class,
                holder.acquire(List.of(first), TWO_SECONDS, 0).getFirst());
        assertEquals("Permission denied (EACCES): IPv6 is disabled on this device", refused.reason());
        assertEquals(Set.of(), holder.held());
    }

    @Test
    void aMissingInterfaceRefusesItsAddressesOnly() throws Exception {
        VirtualAddress elsewhere = VirtualAddress.of(InetAddress.getByName("198.51.100.1"), 32, "eth7");
        List<AddressOutcome> outcomes = holder.acquire(List.of(elsewhere, first), TWO_SECONDS, 0);
        assertEquals(
                Optional.of(Errno.ENODEV),
                assertInstanceOf(AddressOutcome.Refused.class, outcomes.getFirst())
                        .errno());
        assertEquals(new AddressOutcome.Added(first), outcomes.getLast());
    }

    @Test
    void aBrokenNetlinkSocketIsARefusalOfEverything() {
        kernel.broken = true;
        assertTrue(
                holder.acquire(List.of(first, second), TWO_SECONDS, 0).stream().noneMatch(AddressOutcome::succeeded));
    }

    @Test
    void releasingWhatIsGoneSucceeds() {
        assertEquals(List.of(new AddressOutcome.Removed(first)), holder.release(List.of(first), 0));
    }

    @Test
    void whoHadAnAddressBeforeIsForgottenBeforeItIsReleased() {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        kernel.requests.clear();
        holder.release(List.of(first, second), 0);
        assertEquals(new RouteRequest.DeleteNeighbour(2, first.address()), kernel.requests.getFirst());
        assertEquals(3, kernel.requests.size(), "nothing of the other is forgotten: it was not held");
    }

    @Test
    void belowAVirtualMacInterfaceTooWhoHadItsAddressIsForgotten() throws Exception {
        kernel.links.add(new InterfaceInfo(9, "vrrp.51", 0x41, Optional.empty(), 1500, 2, "macvlan"));
        VirtualAddress above = VirtualAddress.of(first.address(), 24, "vrrp.51");
        holder.acquire(List.of(above), TWO_SECONDS, 0);
        kernel.requests.clear();
        holder.release(List.of(above), 0);
        assertEquals(
                List.of(
                        new RouteRequest.DeleteNeighbour(9, first.address()),
                        new RouteRequest.DeleteNeighbour(2, first.address())),
                kernel.requests.subList(0, 2));
    }

    @Test
    void aHeldAddressIsReleasedFromWhereItWasPutThoughTheInterfaceIsCalledOtherwiseNow() {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        kernel.links.clear();
        kernel.link(2, "lan0", "02:00:00:00:00:01");
        kernel.link(3, "eth0", "02:00:00:00:00:03");
        assertEquals(List.of(new AddressOutcome.Removed(first)), holder.release(List.of(first), 0));
        assertEquals(List.of(), kernel.addresses);
    }

    @Test
    void whatIsHeldAndWhatIsMissingCanBeAsked() throws Exception {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        Set<VirtualAddress> view = holder.held();
        assertTrue(holder.holds(first));
        assertFalse(holder.holds(second));
        assertTrue(holder.holdsAddress(InetAddress.getByName("192.0.2.100")));
        assertFalse(holder.holdsAddress(InetAddress.getByName("192.0.2.101")));
        assertEquals(List.of(second), holder.missing(List.of(first, second)));
        holder.release(List.of(first), 0);
        assertEquals(Set.of(), view);
        assertThrows(UnsupportedOperationException.class, () -> view.add(first));
    }

    @Test
    void releasingTheFirstOfASubnetKeepsTheOthersWithTheRestOfTheirLease() {
        holder.acquire(List.of(first, second), new Lease.Limited(Duration.ofSeconds(5)), 0);
        holder.release(List.of(first), 2 * SECOND + 1);
        assertEquals(1, kernel.addresses.size());
        KernelAddress kept = kernel.addresses.getFirst();
        assertEquals(second.address(), kept.address());
        assertEquals(AddressLifetime.ofSeconds(2), kept.lifetime()); // 5 s - 2 s and a bit, whole seconds
        assertEquals(Set.of(second), holder.held());
    }

    @Test
    void releasingTouchesNoAddressOfAnotherSubnet() throws Exception {
        VirtualAddress other = VirtualAddress.of(InetAddress.getByName("198.51.100.1"), 24, "eth0");
        holder.acquire(List.of(first, other), TWO_SECONDS, 0);
        kernel.requests.clear();
        holder.release(List.of(first), 0);
        assertEquals(
                List.of(new RouteRequest.DeleteAddress(first.toKernel(2, TWO_SECONDS))),
                kernel.requests.stream()
                        .filter(request -> !(request instanceof RouteRequest.DeleteNeighbour))
                        .toList());
    }

    @Test
    void renewalComesOnlyWhenDueAndInOneBatch() {
        holder.acquire(List.of(first, second), TWO_SECONDS, 0);
        kernel.batches.clear();
        assertEquals(0, holder.renew(List.of(first, second), SECOND / 2 - 1).renewed());
        assertEquals(List.of(), kernel.batches);
        assertEquals(2, holder.renew(List.of(first, second), SECOND).renewed());
        assertEquals(List.of(2), kernel.batches);
        assertInstanceOf(RouteRequest.ReplaceAddress.class, kernel.requests.getLast());
    }

    @Test
    void theLastOfALongRenewalIsPreferredForASecondLess() {
        holder.acquire(List.of(first, second), TWO_SECONDS, 0);
        assertEquals(2, holder.renewLastPart(List.of(first, second), SECOND).renewed());
        assertEquals(AddressLifetime.ofSeconds(2), kernel.addresses.getFirst().lifetime());
        assertEquals(new AddressLifetime(2, 1), kernel.addresses.getLast().lifetime(), "the kernel looks at it sooner");
        holder.renew(List.of(first, second), 2 * SECOND);
        assertEquals(AddressLifetime.ofSeconds(2), kernel.addresses.getLast().lifetime());
    }

    @Test
    void aSecondCannotBeHalved() {
        holder.acquire(List.of(first), new Lease.Limited(Duration.ofSeconds(1)), 0);
        assertEquals(1, holder.renewLastPart(List.of(first), SECOND / 2).renewed());
        assertEquals(AddressLifetime.ofSeconds(1), kernel.addresses.getLast().lifetime());
    }

    @Test
    void aLeaseThatIsOverIsNotRenewedAndTheAddressIsLost() {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        RenewOutcome outcome = holder.renew(List.of(first), 2 * SECOND);
        assertEquals(List.of(new AddressLost(first, AddressLost.Cause.LAPSED)), outcome.lost());
        assertEquals(Set.of(), holder.held());
        assertEquals(List.of(), kernel.addresses); // what the kernel still had is gone too
    }

    @Test
    void aRenewalTheKernelRefusesIsReportedUntilTheLeaseIsOver() {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        kernel.broken = true;
        assertEquals(1, holder.renew(List.of(first), SECOND).refused().size());
        assertEquals(Set.of(first), holder.held());
        assertEquals(1, holder.renew(List.of(first), 2 * SECOND).lost().size());
    }

    @Test
    void timesAreComparedAcrossTheOverflowOfTheClock() {
        long nearTheEnd = Long.MAX_VALUE - SECOND / 2;
        holder.acquire(List.of(first), TWO_SECONDS, nearTheEnd);
        assertEquals(1, holder.renew(List.of(first), nearTheEnd + SECOND).renewed());
    }

    @Test
    void anAddressRemovedBySomebodyIsLostOnce() throws Exception {
        holder.acquire(List.of(first, second), TWO_SECONDS, 0);
        KernelAddress gone = kernel.addresses.removeLast();
        holder.on(new RouteEvent.AddressRemoved(gone));
        assertEquals(List.of(new AddressLost(second, AddressLost.Cause.REMOVED)), holder.lost(SECOND));
        assertEquals(List.of(), holder.lost(SECOND));
        assertEquals(Set.of(first), holder.held());
    }

    @Test
    void anAddressThatVanishedAfterItsLeaseHasLapsed() throws Exception {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        KernelAddress gone = kernel.addresses.removeFirst();
        holder.on(new RouteEvent.AddressRemoved(gone));
        assertEquals(List.of(new AddressLost(first, AddressLost.Cause.LAPSED)), holder.lost(10 * SECOND));
    }

    @Test
    void ourOwnRemovalIsNoLossAndCostsNoQuestion() throws Exception {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        KernelAddress made = kernel.addresses.getFirst();
        holder.release(List.of(first), 0);
        kernel.dumps = 0;
        holder.on(new RouteEvent.AddressRemoved(made));
        assertEquals(List.of(), holder.lost(0));
        assertEquals(0, kernel.dumps);
    }

    @Test
    void oldNewsOfOurOwnRemovalDoesNotLoseAnAddressAcquiredAgain() throws Exception {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        KernelAddress made = kernel.addresses.getFirst();
        holder.release(List.of(first), 0);
        holder.acquire(List.of(first), TWO_SECONDS, 1);
        holder.on(new RouteEvent.AddressRemoved(made));
        assertEquals(List.of(), holder.lost(2));
        assertEquals(Set.of(first), holder.held());
    }

    @Test
    void lostEventsAndLostInterfacesAreLookedInto() throws Exception {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        holder.on(new RouteEvent.Overrun());
        assertEquals(List.of(), holder.lost(1));
        kernel.addresses.clear();
        holder.on(new RouteEvent.LinkRemoved(2, "eth0"));
        assertEquals(1, holder.lost(1).size());
    }

    @Test
    void reloadTouchesOnlyWhatChanged() throws Exception {
        VirtualAddress third = VirtualAddress.of(InetAddress.getByName("198.51.100.3"), 24, "eth0");
        VirtualAddress fourth = VirtualAddress.of(InetAddress.getByName("203.0.113.4"), 24, "eth0");
        holder.acquire(List.of(first, third), TWO_SECONDS, 0);
        kernel.requests.clear();
        List<AddressOutcome> outcomes =
                holder.reconcile(List.of(first, third), List.of(first, fourth), TWO_SECONDS, SECOND);
        assertEquals(List.of(new AddressOutcome.Removed(third), new AddressOutcome.Added(fourth)), outcomes);
        assertEquals(Set.of(first, fourth), holder.held());
        assertTrue(
                kernel.requests.stream().noneMatch(request -> request.toString().contains("192.0.2.100")));
    }

    @Test
    void reloadWithAnotherLeaseGivesItToWhatStays() {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        holder.reconcile(List.of(first), List.of(first), UNLIMITED, SECOND);
        assertEquals(AddressLifetime.FOREVER, kernel.addresses.getFirst().lifetime());
        assertEquals(0, holder.renew(List.of(first), 60 * SECOND).renewed());
    }

    @Test
    void leftOversAreSweptWhateverTheirPrefixButNotOnOtherInterfaces() throws Exception {
        kernel.link(3, "eth1", "02:00:00:00:00:02");
        InetAddress address = first.address();
        kernel.addresses.add(KernelAddress.of(2, address, 32));
        kernel.addresses.add(KernelAddress.of(3, address, 24));
        kernel.addresses.add(KernelAddress.of(2, InetAddress.getByName("192.0.2.1"), 24));
        List<AddressOutcome> swept = holder.sweep(List.of(first, second), 0);
        assertEquals(1, swept.size());
        assertTrue(swept.getFirst().succeeded());
        assertEquals(2, kernel.addresses.size());
    }

    @Test
    void anAddressThatIsLeasedToAnotherAgentIsNotSwept() throws Exception {
        kernel.addresses.add(first.toKernel(2, TWO_SECONDS));
        kernel.addresses.add(second.toKernel(2, UNLIMITED));
        assertEquals(List.of(new AddressOutcome.Removed(second)), holder.sweep(List.of(first, second), 0));
        assertEquals(List.of(first.toKernel(2, TWO_SECONDS)), kernel.addresses);
    }

    @Test
    void reloadWithAnotherLeaseFindsAnAddressOnARenamedInterface() {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        kernel.links.clear();
        kernel.link(2, "lan0", "02:00:00:00:00:01");
        assertEquals(List.of(), holder.reconcile(List.of(first), List.of(first), UNLIMITED, SECOND));
        assertEquals(List.of(first.toKernel(2, UNLIMITED)), kernel.addresses);
    }

    @Test
    void whatIsHeldIsNotSwept() throws Exception {
        holder.acquire(List.of(first), TWO_SECONDS, 0);
        assertEquals(List.of(), holder.sweep(List.of(first), 0));
    }

    @Test
    void aHostAddressOfIpv6IsDeprecatedFromTheStartAndNeedsNoDuplicateDetection() throws Exception {
        // As keepalived 2.2.7 does: "inet6 2001:db8::200/128 scope global nodad deprecated", preferred_lft 0sec
        VirtualAddress host = VirtualAddress.of(InetAddress.getByName("2001:db8::200"), 128, "eth0");
        VirtualAddress net = VirtualAddress.of(InetAddress.getByName("2001:db8::100"), 64, "eth0");
        holder.acquire(List.of(host, net), TWO_SECONDS, 0);
        assertEquals(new AddressLifetime(2, 0), kernel.addresses.get(0).lifetime());
        assertEquals(new AddressLifetime(2, 2), kernel.addresses.get(1).lifetime());
        assertTrue(kernel.addresses.stream().allMatch(address -> address.has(AddressFlags.NODAD)));
    }

    @Test
    void theNodadKeywordTurnsDuplicateDetectionOn() throws Exception {
        VirtualAddress checked = new VirtualAddress(
                InetAddress.getByName("2001:db8::100"),
                64,
                "eth0",
                0,
                Optional.empty(),
                new Broadcast.None(),
                Optional.empty(),
                Set.of(AddressOption.DUPLICATE_ADDRESS_DETECTION, AddressOption.NO_PREFIX_ROUTE),
                Optional.of(Duration.ofSeconds(60)));
        KernelAddress made = checked.toKernel(2, TWO_SECONDS);
        assertFalse(made.has(AddressFlags.NODAD));
        assertTrue(made.has(AddressFlags.NOPREFIXROUTE));
        assertEquals(new AddressLifetime(2, 2), made.lifetime()); // never preferred longer than valid
        assertEquals(
                new AddressLifetime(AddressLifetime.INFINITE, 60),
                checked.toKernel(2, UNLIMITED).lifetime());
    }

    @Test
    void thousandsOfAddressesAreManagedInReasonableTime() throws Exception {
        List<VirtualAddress> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(VirtualAddress.of(
                    InetAddress.getByAddress(new byte[] {10, 1, (byte) (i >> 8), (byte) i}), 32, "eth0"));
        }
        holder.acquire(many, TWO_SECONDS, 0);
        assertEquals(500, holder.renew(many, SECOND).renewed());
        holder.release(many.subList(0, 499), SECOND);
        assertEquals(Set.of(many.getLast()), holder.held());
    }
}
