package holdfast.vip;

import holdfast.linux.Errno;
import java.util.Optional;

/** What became of one virtual address that was to be put somewhere or taken away. */
public sealed interface AddressOutcome {
    /** Which one. */
    VirtualAddress address();

    /** It was not there, and now is. */
    record Added(VirtualAddress address) implements AddressOutcome {}

    /** It was there already, and is ours now. */
    record AlreadyThere(VirtualAddress address) implements AddressOutcome {}

    /** It is gone, or was gone already. */
    record Removed(VirtualAddress address) implements AddressOutcome {}

    /**
     * The kernel said no, or could not be asked, or there is no such interface.
     *
     * @param address which one
     * @param errno the kernel's number; empty when it gave no answer in time
     * @param reason in words, for the log
     */
    record Refused(VirtualAddress address, Optional<Errno> errno, String reason) implements AddressOutcome {}

    /** Whether what was asked for is the case now. */
    default boolean succeeded() {
        return switch (this) {
            case Added _, AlreadyThere _, Removed _ -> true;
            case Refused _ -> false;
        };
    }
}
