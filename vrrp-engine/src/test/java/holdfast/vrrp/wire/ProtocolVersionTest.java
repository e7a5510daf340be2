package holdfast.vrrp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolVersionTest {
    /**
     * 10 ms units up to 4095, whole seconds up to 255, rounded to the nearest, at
     * least one.
     */
    @ParameterizedTest
    @CsvSource({
        "V2, PT0.4S, PT1S",
        "V2, PT1.4S, PT1S",
        "V2, PT1.5S, PT2S",
        "V2, PT300S, PT255S",
        "V3, PT0.004S, PT0.01S",
        "V3, PT0.014S, PT0.01S",
        "V3, PT0.015S, PT0.02S",
        "V3, PT1S, PT1S",
        "V3, PT50S, PT40.95S"
    })
    void item20_fractionsAreRoundedToTheNearestThatAPacketCanCarry(
            ProtocolVersion version, Duration wanted, Duration got) {
        assertEquals(got, version.nearestInterval(wanted));
        assertTrue(version.canCarry(got));
    }

    @Test
    void whatCannotBeCarriedIsSaidSo() {
        assertFalse(ProtocolVersion.V2.canCarry(Duration.ofMillis(500)));
        assertFalse(ProtocolVersion.V3.canCarry(Duration.ofMillis(5)));
        assertFalse(ProtocolVersion.V3.canCarry(Duration.ZERO));
        assertFalse(ProtocolVersion.V3.canCarry(Duration.ofSeconds(41)));
    }

    @Test
    void groupsAreTheRfcs() {
        assertEquals(InetAddress.ofLiteral("224.0.0.18"), AddressFamily.IPV4.multicastGroup());
        assertEquals(InetAddress.ofLiteral("ff02::12"), AddressFamily.IPV6.multicastGroup());
    }

    @Test
    void addressListsAreComparedWhateverTheirOrder() {
        InetAddress one = InetAddress.ofLiteral("10.0.0.1");
        InetAddress two = InetAddress.ofLiteral("10.0.0.2");
        AddressList list = AddressList.of(AddressFamily.IPV4, List.of(one, two));
        assertTrue(list.holdsSameAs(AddressList.of(AddressFamily.IPV4, List.of(two, one))));
        assertFalse(list.holdsSameAs(AddressList.of(AddressFamily.IPV4, List.of(one, one))));
        assertFalse(list.holdsSameAs(AddressList.of(AddressFamily.IPV4, List.of(one))));
        assertEquals("[10.0.0.1, 10.0.0.2]", list.toString());
    }

    @Test
    void anAddressOfTheOtherFamilyIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> AddressList.of(AddressFamily.IPV6, List.of(InetAddress.ofLiteral("10.0.0.1"))));
    }

    @Test
    void passwordsAreEightBytesAndNeverShown() {
        Authentication.SimpleText cut = Authentication.SimpleText.of("longer than eight");
        assertEquals(Authentication.SimpleText.of("longer t"), cut);
        assertFalse(cut.toString().contains("longer"));
    }

    /** RFC 1071, 3: 0001 + f203 + f4f5 + f6f7 = 2ddf0, folded ddf2. */
    @Test
    void theInternetChecksumIsRfc1071s() {
        byte[] bytes = {0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7};
        assertEquals(~0xddf2 & 0xffff, InternetChecksum.finish(InternetChecksum.add(0, bytes)));
        assertEquals(
                ~0xddf2 & 0xffff,
                InternetChecksum.finish(InternetChecksum.add(0, java.nio.ByteBuffer.wrap(bytes), 0, 8)));
        assertEquals(~0xdd00 & 0xffff, InternetChecksum.finish(InternetChecksum.add(0, new byte[] {(byte) 0xdd})));
    }
}
