package holdfast.bfd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.bfd.DecodeResult.Decoded;
import holdfast.bfd.DecodeResult.Rejected;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ControlPacketCodecTest {
    /** From keepalived 2.2.7, on the wire, in the order of a session coming up. */
    private static final String KEEPALIVED_DOWN = "20400418befc911200000000000f4240000186a000000000";

    private static final String KEEPALIVED_INIT = "20800418befc9112766fb274000f4240000186a000000000";
    private static final String KEEPALIVED_UP_POLL = "20e00318766fb274befc91120000c3500001388000000000";
    private static final String KEEPALIVED_UP_FINAL = "20d00418befc9112766fb2740000c350000186a000000000";
    private static final String KEEPALIVED_DOWN_EXPIRED = "214004189918bb0d00000000000f4240000186a000000000";

    private static final int A = 0xbefc9112;
    private static final int B = 0x766fb274;

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static void isBothWays(String wire, ControlPacket packet) {
        assertEquals(new Decoded(packet), ControlPacketCodec.decode(ByteBuffer.wrap(hex(wire))));
        assertArrayEquals(hex(wire), ControlPacketCodec.encode(packet));
    }

    private static ControlPacket packet(
            int diagnostic, BfdState state, boolean poll, boolean last, int mult, int my, int your, long tx, long rx) {
        return new ControlPacket(
                new Diagnostic(diagnostic), state, poll, last, false, false, mult, my, your, tx, rx, 0);
    }

    @Test
    void readsAndWritesWhatKeepalivedSends() {
        isBothWays(KEEPALIVED_DOWN, packet(0, BfdState.DOWN, false, false, 4, A, 0, 1_000_000, 100_000));
        isBothWays(KEEPALIVED_INIT, packet(0, BfdState.INIT, false, false, 4, A, B, 1_000_000, 100_000));
        isBothWays(KEEPALIVED_UP_POLL, packet(0, BfdState.UP, true, false, 3, B, A, 50_000, 80_000));
        isBothWays(KEEPALIVED_UP_FINAL, packet(0, BfdState.UP, false, true, 4, A, B, 50_000, 100_000));
        isBothWays(
                KEEPALIVED_DOWN_EXPIRED, packet(1, BfdState.DOWN, false, false, 4, 0x9918bb0d, 0, 1_000_000, 100_000));
    }

    /** From FRR's bfdd 8.4.4, over one hop and over several; it can receive echo packets every 50 ms. */
    @Test
    void readsAndWritesWhatFrrSends() {
        int frr = 0xcdb7983a;
        isBothWays(
                "20400318cdb7983a00000000000f4240000f42400000c350",
                echo(packet(0, BfdState.DOWN, false, false, 3, frr, 0, 1_000_000, 1_000_000)));
        isBothWays(
                "20e00318cdb7983aa8c2868c0000c350000138800000c350",
                echo(packet(0, BfdState.UP, true, false, 3, frr, 0xa8c2868c, 50_000, 80_000)));
        isBothWays(
                "20d003185c02b1f764a54d23000186a0000186a00000c350",
                echo(packet(0, BfdState.UP, false, true, 3, 0x5c02b1f7, 0x64a54d23, 100_000, 100_000)));
        isBothWays(
                "21400318cdb7983a000000000000c350000138800000c350",
                echo(packet(1, BfdState.DOWN, false, false, 3, frr, 0, 50_000, 80_000)));
    }

    private static ControlPacket echo(ControlPacket of) {
        return new ControlPacket(
                of.diagnostic(),
                of.state(),
                of.poll(),
                of.finalBit(),
                false,
                false,
                of.multiplier(),
                of.myDiscriminator(),
                of.yourDiscriminator(),
                of.desiredMinTx(),
                of.requiredMinRx(),
                50_000);
    }

    /** RFC 5880, 4.1, drawn by hand: diagnostic 31, AdminDown, C and D set, all numbers at their limit. */
    @Test
    void everyFieldReachesItsLimit() {
        isBothWays(
                "3f0aff18ffffffff80000000ffffffffffffffffffffffff",
                new ControlPacket(
                        new Diagnostic(31),
                        BfdState.ADMIN_DOWN,
                        false,
                        false,
                        true,
                        true,
                        255,
                        -1,
                        Integer.MIN_VALUE,
                        0xFFFF_FFFFL,
                        0xFFFF_FFFFL,
                        0xFFFF_FFFFL));
    }

    private static void rejects(RejectReason reason, String wire) {
        DecodeResult result = ControlPacketCodec.decode(ByteBuffer.wrap(hex(wire)));
        assertEquals(reason, result instanceof Rejected rejected ? rejected.reason() : null, wire);
    }

    /** RFC 5880, 6.8.6, each rule broken in a packet that is otherwise sound. */
    @Test
    void discardsWhatTheRfcDiscards() {
        rejects(RejectReason.TOO_SMALL, "");
        rejects(RejectReason.TOO_SMALL, KEEPALIVED_DOWN.substring(0, 46));
        rejects(RejectReason.VERSION, "0" + KEEPALIVED_DOWN.substring(1));
        rejects(RejectReason.VERSION, "4" + KEEPALIVED_DOWN.substring(1));
        rejects(RejectReason.LENGTH, "20400417befc911200000000000f4240000186a000000000");
        rejects(RejectReason.LENGTH, "20400419befc911200000000000f4240000186a000000000");
        rejects(RejectReason.LENGTH, "20440418befc911200000000000f4240000186a0000000000000");
        rejects(RejectReason.MULTIPLIER_ZERO, "20400018befc911200000000000f4240000186a000000000");
        rejects(RejectReason.MULTIPOINT, "20410418befc911200000000000f4240000186a000000000");
        rejects(RejectReason.MY_DISCRIMINATOR_ZERO, "204004180000000000000000000f4240000186a000000000");
        rejects(RejectReason.YOUR_DISCRIMINATOR_ZERO, "20800418befc911200000000000f4240000186a000000000");
        rejects(RejectReason.YOUR_DISCRIMINATOR_ZERO, "20c00418befc911200000000000f4240000186a000000000");
        rejects(RejectReason.POLL_AND_FINAL, "20700418befc911200000000000f4240000186a000000000");
        rejects(RejectReason.AUTHENTICATED, "2044041abefc911200000000000f4240000186a0000000000101");
    }

    @Test
    void anAdministrativelyDownNeighborNeedsNoDiscriminatorOfOurs() {
        isBothWays(
                "27000418befc911200000000000f4240000186a000000000",
                packet(7, BfdState.ADMIN_DOWN, false, false, 4, A, 0, 1_000_000, 100_000));
    }

    @Test
    void bytesAfterTheLengthArePadding() {
        DecodeResult result = ControlPacketCodec.decode(ByteBuffer.wrap(hex(KEEPALIVED_DOWN + "ffffff")));
        assertEquals(new Decoded(packet(0, BfdState.DOWN, false, false, 4, A, 0, 1_000_000, 100_000)), result);
    }

    @Test
    void readsFromPositionToLimitAndLeavesBothAlone() {
        ByteBuffer buffer = ByteBuffer.wrap(hex("ffff" + KEEPALIVED_DOWN + "ff"));
        buffer.position(2).limit(26);
        assertEquals(
                new Decoded(packet(0, BfdState.DOWN, false, false, 4, A, 0, 1_000_000, 100_000)),
                ControlPacketCodec.decode(buffer));
        assertEquals(2, buffer.position());
    }

    @Test
    void noBytesMakeItThrow() {
        SplittableRandom random = new SplittableRandom(5880);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 3) {
                bytes[0] = (byte) (0x20 | (bytes[0] & 0x1F));
                bytes[3] = (byte) bytes.length;
            }
            ControlPacketCodec.decode(ByteBuffer.wrap(bytes));
        }
    }
}
