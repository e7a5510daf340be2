package holdfast.agent.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands mails to a server by SMTP (RFC 5321): EHLO, or HELO where that is all there is; no password, as in Keepalived. */
final class SmtpCarrier implements Carrier {
    /** An answer may take {@code smtp_connect_timeout}; a mail with all its answers takes this many times that at most. */
    private static final int TIMES = 4;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Optional<Line> line = Optional.empty(); // of the mail thread
    private volatile TimedSocket socket; // of the connection in use, if any

    /** A connection that is kept for the next mail. */
    private record Line(MailRoute route, Session session, SMTPTransport transport) {}

    @Override
    public Outcome carry(Mail mail, MailRoute route) {
        if (line.isPresent() && !line.get().route().equals(route)) {
            rest();
        }
        long until = System.nanoTime() + route.timeout().multipliedBy(TIMES).toNanos();
        boolean fresh = line.isEmpty();
        Outcome outcome = attempt(mail, route, until);
        if (!fresh && outcome instanceof Outcome.Unreachable) { // the server may have closed what was open
            hangUp();
            outcome = attempt(mail, route, until);
        }
        if (outcome instanceof Outcome.Unreachable) {
            hangUp();
        }
        return outcome;
    }

    private Outcome attempt(Mail mail, MailRoute route, long until) {
        List<String> noAddresses = new ArrayList<>();
        Session session = line.map(Line::session).orElseGet(() -> session(route, until));
        MimeMessage message;
        try {
            message = MailText.of(mail, route, session, noAddresses);
        } catch (MessagingException e) {
            return new Outcome.Refused(e.getMessage());
        }
        try {
            SMTPTransport transport = connected(route, session, until);
            transport.sendMessage(message, message.getAllRecipients());
            return new Outcome.Sent(noAddresses.isEmpty() ? Optional.empty() : Optional.of(notAddresses(noAddresses)));
        } catch (SendFailedException e) {
            return SmtpFailure.ofMail(e);
        } catch (MessagingException e) {
            return SmtpFailure.ofServer(e);
        }
    }

    private static String notAddresses(List<String> words) {
        return "'" + String.join("', '", words) + "': not a mail address";
    }

    private SMTPTransport connected(MailRoute route, Session session, long until) throws MessagingException {
        if (line.isPresent()) {
            TimedSocket current = socket;
            if (current != null) {
                current.until(until);
            }
            return line.get().transport();
        }
        URLName server = new URLName("smtp", route.host(), route.port(), null, null, null);
        SMTPTransport transport = new SMTPTransport(session, server);
        line = Optional.of(new Line(route, session, transport));
        transport.connect(route.host(), route.port(), null, null);
        return transport;
    }

    private Session session(MailRoute route, long until) {
        String millis = Long.toString(
                Math.min(Duration.ofHours(1).toMillis(), route.timeout().toMillis()));
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.localhost", route.heloName());
        settings.setProperty("mail.smtp.connectiontimeout", millis);
        settings.setProperty("mail.smtp.timeout", millis);
        settings.setProperty(
                "mail.smtp.sendpartial", "true"); // one recipient that is gone does not cost the others their mail
        settings.setProperty("mail.smtp.quitwait", "false");
        settings.setProperty("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.socketFactory", new Sockets(until));
        return Session.getInstance(settings);
    }

    @Override
    public void rest() {
        Optional<Line> last = line;
        line = Optional.empty();
        last.ifPresent(connection -> {
            try {
                connection.transport().close();
            } catch (MessagingException e) {
                abort(); // the mails are with the server; how it takes the goodbye does not matter
            }
        });
        socket = null;
    }

    private void hangUp() {
        abort();
        rest();
    }

    @Override
    public void abort() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return; // closed all the same
            }
        }
    }

    /** The library takes its sockets from here. */
    private final class Sockets extends SocketFactory {
        private final long until;

        Sockets(long until) {
            this.until = until;
        }

        @Override
        public Socket createSocket() {
            TimedSocket made = new TimedSocket(until);
            socket = made;
            return made;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(InetAddress.getByName(host), port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(InetAddress.getByName(host), port, from, fromPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(host, port, null, 0);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            Socket made = createSocket();
            made.bind(new InetSocketAddress(from, fromPort));
            long millis = Math.max(1, (until - System.nanoTime()) / NANOS_PER_MILLI);
            made.connect(new InetSocketAddress(host, port), (int) Math.min(millis, Integer.MAX_VALUE));
            return made;
        }
    }
}
