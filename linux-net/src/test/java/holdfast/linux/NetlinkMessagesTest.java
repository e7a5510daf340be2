package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams by linux/netlink.h, in little-endian order. */
class NetlinkMessagesTest {
    private static NetlinkMessages messages(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        return new NetlinkMessages(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), bytes.length);
    }

    @Test
    void messagesFollowAtMultiplesOfFour() {
        NetlinkMessages messages = messages("""
                12000000 1000 0200 07000000 00000000 aabb0000
                14000000 0300 0200 07000000 00000000 00000000
                """);
        assertTrue(messages.next());
        assertEquals(0x10, messages.type());
        assertEquals(7, messages.sequence());
        assertEquals(16, messages.start());
        assertEquals(18, messages.end());
        assertTrue(messages.next());
        assertEquals(NetlinkMessages.DONE, messages.type());
        assertFalse(messages.next());
        assertFalse(messages.next());
    }

    /** Less than a header, more than there is, negative, and nearly the greatest number. */
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "0f000000", "15000000", "ffffffff", "fdffff7f", "ffffff7f", "00000080"})
    void aMessageOfAnImpossibleLengthEndsTheReading(String length) {
        assertFalse(messages(length + "1000 0200 07000000 00000000 00000000").next());
        NetlinkMessages second =
                messages("10000000 1000 0200 07000000 00000000" + length + "1000 0200 07000000 00000000 00000000");
        assertTrue(second.next());
        assertFalse(second.next());
    }

    @Test
    void theKernelsWordsStandBehindTheHeaderOrAllOfTheRequest() {
        String words = "0f000100 6e6f206465766963650000";
        NetlinkMessages capped = messages("34000000 0200 0003 01000000 00000000 edffffff"
                + "20000000 1000 0500 01000000 00000000" + words + "0000");
        assertTrue(capped.next() && capped.isError());
        assertEquals(Errno.ENODEV.number(), capped.error());
        assertEquals("no device", capped.explanation());
        NetlinkMessages whole = messages("38000000 0200 0002 01000000 00000000 edffffff"
                + "14000000 1000 0500 01000000 00000000 01020304" + words + "0000");
        assertTrue(whole.next());
        assertEquals("no device", whole.explanation());
    }

    /** The length of the request that the kernel repeats. */
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "0f000000", "21000000", "ffffffff", "ffffff7f", "f0ffff7f"})
    void noWordsWhereTheRepeatedRequestHasAnImpossibleLength(String length) {
        NetlinkMessages messages = messages("34000000 0200 0002 01000000 00000000 edffffff" + length
                + "1000 0500 01000000 00000000 0f000100 6e6f206465766963650000 0000");
        assertTrue(messages.next() && messages.isError());
        assertNull(messages.explanation());
    }

    @Test
    void anErrorWithoutItsNumberIsNone() {
        NetlinkMessages messages = messages("12000000 0200 0000 01000000 00000000 edff0000");
        assertTrue(messages.next());
        assertFalse(messages.isError());
    }
}
