package holdfast.agent.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSettingsTest {
    @Test
    void anAddressIsALiteralWithAPort() {
        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 9650), WebSettings.address("10.0.0.1:9650"));
        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 80),
                WebSettings.address("[2001:db8::1]:80"));
        assertTrue(WebSettings.address("localhost:1").getAddress().isLoopbackAddress());
        assertTrue(WebSettings.address("*:65535").getAddress().isAnyLocalAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "9650", "10.0.0.1", "2001:db8::1:9650", "[10.0.0.1", "10.0.0.1:http", "10.0.0.1:123456"
            })
    void whatIsNoAddressWithAPortIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> WebSettings.address(text))
                .getMessage();
        assertTrue(message.startsWith("'" + text + "' is not an address with a port"), message);
    }

    @ParameterizedTest
    @CsvSource({"lb1.example:9650,lb1.example", "10.0.0.256:9650,10.0.0.256", ":9650,''"})
    void namesAreNotLookedUp(String text, String host) {
        String message = assertThrows(IllegalArgumentException.class, () -> WebSettings.address(text))
                .getMessage();
        assertTrue(message.startsWith("'" + host + "' in '" + text + "' is not an IP address"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:0", "10.0.0.1:65536"})
    void aPortHasItsRange(String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> WebSettings.address(text))
                .getMessage()
                .contains("is not a port: 1 to 65535"));
    }

    @Test
    void aPageEndsWithASlash() {
        assertEquals(URI.create("http://10.0.0.2:9650/"), WebSettings.peerPage("http://10.0.0.2:9650"));
        assertEquals(URI.create("https://lb2/ha/"), WebSettings.peerPage("https://lb2/ha"));
        assertEquals("https://lb2", WebSettings.origin(WebSettings.peerPage("https://lb2/ha")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.2:9650",
                "ftp://10.0.0.2/",
                "javascript:alert(1)",
                "http://a b/",
                "http://a/?x=1",
                "http://a/#x"
            })
    void whatIsNoPageIsRefused(String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> WebSettings.peerPage(text))
                .getMessage()
                .startsWith("'" + text + "' is not the address of a page"));
    }

    @Test
    void aPasswordIsNotShownToEverybody() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> WebSettings.peerPage("http://me:secret@10.0.0.2/"))
                .getMessage();
        assertEquals("the address of a peer's page is shown to everybody: no password in it", message);
    }
}
