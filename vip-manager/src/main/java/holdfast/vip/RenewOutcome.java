package holdfast.vip;

import java.util.List;

/**
 * What became of a renewal.
 *
 * @param renewed how many addresses have a fresh lease
 * @param lost those whose lease was over before it could be renewed; they are not held any more and are removed if the kernel
 *     still has them
 * @param refused those the kernel would not renew; they stay held until their lease ends
 */
public record RenewOutcome(int renewed, List<AddressLost> lost, List<AddressOutcome.Refused> refused) {
    /** Nothing was due. */
    static final RenewOutcome NOT_DUE = new RenewOutcome(0, List.of(), List.of());

    public RenewOutcome {
        lost = List.copyOf(lost);
        refused = List.copyOf(refused);
    }
}
