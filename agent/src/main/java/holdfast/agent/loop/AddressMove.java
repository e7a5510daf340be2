package holdfast.agent.loop;

import holdfast.vip.VirtualAddress;
import java.util.Optional;

/**
 * What becomes of an address of this node in a reload.
 *
 * @param before where it was; empty: it is new here
 * @param after where it is; empty: it is gone
 * @param absent whether nobody of this node answered for it for a moment
 */
public record AddressMove(Optional<Seat> before, Optional<Seat> after, boolean absent) {
    /**
     * An address and the router that holds it.
     *
     * @param router its name
     * @param address with interface and prefix
     */
    public record Seat(String router, VirtualAddress address) {}
}
