package holdfast.vip;

import holdfast.linux.InterfaceInfo;
import java.util.List;

/** What became of a virtual MAC interface that was to be made. */
public sealed interface VirtualMacOutcome {
    /**
     * It is there and switched on.
     *
     * @param link the interface
     * @param warnings settings that could not be made, each in words; the router works, but may answer ARP wrongly
     */
    record Ready(InterfaceInfo link, List<String> warnings) implements VirtualMacOutcome {}

    /**
     * It could not be made, or the name belongs to something else.
     *
     * @param reason in words
     */
    record Failed(String reason) implements VirtualMacOutcome {}
}
