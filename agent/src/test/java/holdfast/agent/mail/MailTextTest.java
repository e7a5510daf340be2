package holdfast.agent.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Messages as they are written, against RFC 5322 and RFC 2047. */
class MailTextTest {
    private final List<String> noAddresses = new ArrayList<>();

    @Test
    void everyHeaderIsThereOnceAndTheTextIsPlain() throws Exception {
        List<String> lines = lines(mail("VRRP Instance VI_1 - Entering MASTER state", "=> one <=\n\nrefused"), route());
        assertEquals(
                List.of(
                        "Date: Sun, 22 Nov 2026 06:13:03 +0000 (UTC)",
                        "From: kd@example.com",
                        "To: ops@example.com, second@example.com",
                        "Message-ID: <1795327983000.77.1@node.example>",
                        "Subject: [R1] VRRP Instance VI_1 - Entering MASTER state",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=UTF-8",
                        "Content-Transfer-Encoding: 7bit",
                        "X-Mailer: Holdfast",
                        "Auto-Submitted: auto-generated",
                        "",
                        "=> one <=",
                        "",
                        "refused"),
                lines);
    }

    @Test
    void aNameCannotStartAnotherHeader() throws Exception {
        List<String> lines = lines(
                mail("VRRP Instance x\r\nBcc: evil@example.com\u2028 - Entering MASTER state", "a\rBcc: b\u0000"),
                route());
        List<String> headers = lines.subList(0, lines.indexOf(""));
        assertTrue(headers.stream().noneMatch(line -> line.startsWith("Bcc")), headers.toString());
        assertTrue(
                lines.contains("Subject: [R1] VRRP Instance x  Bcc: evil@example.com  - Entering MASTER state"),
                lines.toString());
    }

    @Test
    void lettersBeyondAsciiAreEncodedInSubjectAddressAndText() throws Exception {
        MailRoute route = route("Wächter <kd@example.com>", List.of("Größe <ops@example.com>"));
        List<String> lines = lines(mail("VRRP Instance Zürich - UP", "ü"), route);
        assertTrue(lines.contains("Subject: =?UTF-8?Q?[R1]_VRRP_Instance_Z=C3=BCrich_-_UP?="), lines.toString());
        assertTrue(lines.contains("From: =?UTF-8?Q?W=C3=A4chter?= <kd@example.com>"), lines.toString());
        assertTrue(lines.contains("To: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?= <ops@example.com>"), lines.toString());
        assertTrue(lines.contains("Content-Transfer-Encoding: quoted-printable"), lines.toString());
        assertEquals("=C3=BC", lines.getLast());
        assertTrue(lines.stream().allMatch(line -> line.chars().allMatch(c -> c < 0x80)), lines.toString());
    }

    @Test
    void noLineIsLongerThanMailMayHave() throws Exception {
        List<String> lines = lines(mail("VRRP Instance " + "x y".repeat(800), "y".repeat(5000)), route());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 998), "RFC 5322, section 2.1.1");
    }

    @Test
    void whatIsNoAddressIsToldAndTheOthersGetTheMail() throws Exception {
        MailRoute route =
                route("kd@example.com", List.of("a b c", "root", "x@example.com>\r\nDATA", "ops@example.com"));
        assertTrue(lines(mail("s", "b"), route).contains("To: root, ops@example.com"));
        assertEquals(List.of("a b c", "x@example.com>\r\nDATA"), noAddresses);
    }

    @Test
    void withoutASenderOrARecipientThereIsNoMail() {
        assertThrows(MessagingException.class, () -> lines(mail("s", "b"), route("kd@example.com", List.of("a b c"))));
        assertThrows(MessagingException.class, () -> lines(mail("s", "b"), route("a b c", List.of("ops@example.com"))));
    }

    private static Mail mail(String subject, String body) {
        return new Mail("object", subject, body, Instant.parse("2026-11-22T06:13:03Z"), "1795327983000.77.1");
    }

    private static MailRoute route() {
        return route("kd@example.com", List.of("ops@example.com", "second@example.com"));
    }

    private static MailRoute route(String from, List<String> to) {
        return new MailRoute("192.0.2.25", 25, "helo", Duration.ofSeconds(5), from, to, "R1", "node.example");
    }

    private List<String> lines(Mail mail, MailRoute route) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MailText.of(mail, route, Session.getInstance(new Properties()), noAddresses)
                .writeTo(bytes);
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(text, text.replaceAll("\r?\n|\r", "\r\n"), "every line ends with CR LF");
        return text.lines().toList();
    }
}
