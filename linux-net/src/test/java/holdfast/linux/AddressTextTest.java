package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples of RFC 5952, 4. */
class AddressTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.100",
                "fd00::64",
                "::1",
                "::",
                "fe80::",
                "2001:db8::1",
                "2001:db8:0:1:1:1:1:1",
                "2001:0:0:1::1",
                "2001:db8::1:0:0:1"
            })
    void isWrittenAsThere(String text) {
        assertEquals(text, AddressText.of(InetAddress.ofLiteral(text)));
    }
}
