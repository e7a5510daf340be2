package holdfast.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A mail server for one host: takes every mail, and prints for each the number of its connection, its number in there and its subject. A program of
 * its own, for it has to run inside the host.
 */
public final class MailServer {
    private MailServer() {}

    /**
     * Serves until it is killed.
     *
     * @param arguments the port, on the loopback address
     * @throws IOException if the port is taken
     */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 128, InetAddress.ofLiteral("127.0.0.1"))) {
            System.out.println("ready");
            for (int number = 0; ; number++) {
                Socket client = server.accept();
                int connection = number;
                Thread.ofPlatform().daemon().start(() -> talk(client, connection, System.out));
            }
        }
    }

    private static void talk(Socket client, int connection, PrintStream log) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            say("220 mail server of a test", out);
            int mail = 0;
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                if (command.equals("DATA")) {
                    say("354 go on", out);
                    log.printf("%d %d %s%n", connection, mail++, subject(in));
                }
                if (command.equals("QUIT")) {
                    say("221 bye", out);
                    return;
                }
                say("250 ok", out);
            }
        } catch (IOException e) {
            log.println("(a connection broke off: " + e.getMessage() + ")");
        }
    }

    /** Reads a message to its end; a header may go on in the next line (RFC 5322, section 2.2.3). */
    private static String subject(BufferedReader in) throws IOException {
        String subject = "";
        boolean within = false;
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            if (line.startsWith("Subject: ")) {
                subject = line.substring("Subject: ".length());
                within = true;
            } else if (within && line.startsWith(" ")) {
                subject += line;
            } else {
                within = false;
            }
        }
        return subject;
    }

    private static void say(String line, OutputStream out) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
