package holdfast.agent.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes the message of a mail (RFC 5322; words that are not ASCII as in RFC 2047 and RFC 2045). Nothing in a name or a text can start another
 * header.
 */
final class MailText {
    /** RFC 5322, section 2.1.1: 998 characters in a line at most; a text is encoded well before. */
    private static final int LONGEST_LINE = 900;

    private MailText() {}

    /**
     * The message.
     *
     * @param noAddresses gets the recipients that are none
     * @throws MessagingException if the sender is no address, or no recipient is
     */
    static MimeMessage of(Mail mail, MailRoute route, Session session, List<String> noAddresses)
            throws MessagingException {
        List<InternetAddress> recipients = new ArrayList<>();
        for (String recipient : route.recipients()) {
            try {
                recipients.add(address(recipient));
            } catch (MessagingException e) {
                noAddresses.add(recipient);
            }
        }
        if (recipients.isEmpty()) {
            throw new MessagingException("none of its recipients is a mail address");
        }
        Finished message = new Finished(session, "<" + mail.id() + "@" + route.nodeName() + ">", mail.body());
        message.setSentDate(Date.from(mail.at()));
        message.setFrom(address(route.from()));
        message.setRecipients(Message.RecipientType.TO, recipients.toArray(new InternetAddress[0]));
        String subject = oneLine("[" + route.routerId() + "] " + mail.subject());
        if (isPlain(subject)) {
            message.setHeader("Subject", subject); // in one line, as keepalived has it: filters look for it there
        } else {
            message.setSubject(subject, "UTF-8");
        }
        message.setHeader("X-Mailer", "Holdfast");
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no vacation notes, please
        return message;
    }

    /** An address with or without a name before it. */
    private static InternetAddress address(String text) throws MessagingException {
        InternetAddress[] found = InternetAddress.parse(oneLine(text), false);
        if (found.length != 1 || found[0].isGroup() || !isSpeakable(found[0].getAddress())) {
            throw new MessagingException("'" + text + "' is not a mail address");
        }
        try { // anew: a name that is not ASCII is encoded
            return new InternetAddress(found[0].getAddress(), found[0].getPersonal(), "UTF-8");
        } catch (IOException e) {
            throw new MessagingException("the name in '" + text + "' cannot be written", e);
        }
    }

    /** What can stand in MAIL FROM and RCPT TO as it is. */
    private static boolean isSpeakable(String address) {
        return address != null
                && !address.isEmpty()
                && address.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>');
    }

    private static boolean isPlain(String line) {
        return line.length() <= LONGEST_LINE && line.chars().allMatch(c -> c < 0x80);
    }

    private static String oneLine(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** A message with its body in place; asking the library to find out how to encode it would need more of the library. */
    private static final class Finished extends MimeMessage {
        Finished(Session session, String id, String body) throws MessagingException {
            super(session);
            String text = body.lines().map(line -> oneLine(line) + "\r\n").collect(Collectors.joining());
            String encoding = text.lines().allMatch(MailText::isPlain) ? "7bit" : "quoted-printable";
            content = encoded(text, encoding);
            setHeader("Message-ID", id);
            setHeader("MIME-Version", "1.0");
            setHeader("Content-Type", "text/plain; charset=UTF-8");
            setHeader("Content-Transfer-Encoding", encoding);
            modified = false;
            saved = true;
        }

        private static byte[] encoded(String text, String encoding) throws MessagingException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = MimeUtility.encode(bytes, encoding)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new MessagingException("its text cannot be encoded", e);
            }
            return bytes.toByteArray();
        }
    }
}
