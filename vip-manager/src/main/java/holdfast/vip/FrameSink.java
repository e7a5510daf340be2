package holdfast.vip;

import holdfast.linux.SendOutcome;

/** Where Ethernet frames go: {@link holdfast.linux.PacketSocket#send}. */
@FunctionalInterface
public interface FrameSink {
    /**
     * Sends one frame without waiting.
     *
     * @param interfaceIndex where it leaves
     * @param frame from the destination address on
     */
    SendOutcome send(int interfaceIndex, byte[] frame);
}
