package holdfast.agent.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A mail server on the loopback interface that writes down what is said; what it answers is up to the test. */
final class SmtpRecorder implements AutoCloseable {
    /** Everything said by clients, connection by connection, with {@code (connected)} first. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    /** The text of every message taken, header and body. */
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    /** Of the answer to a command (the greeting: empty); what is empty is never answered. */
    volatile UnaryOperator<String> answers = SmtpRecorder::usual;

    private final ServerSocket server;

    SmtpRecorder() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    static String usual(String command) {
        return switch (command.split(" ", 2)[0]) {
            case "" -> "220 recorder ESMTP";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            case "." -> "250 queued";
            default -> "250 ok";
        };
    }

    private void listen() {
        try {
            while (true) {
                Socket client = server.accept();
                heard.add("(connected)");
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (IOException e) {
            heard.add("(closed)");
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            answer("", out);
            StringBuilder message = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (message != null && !line.equals(".")) {
                    message.append(line.startsWith(".") ? line.substring(1) : line)
                            .append('\n');
                    continue;
                }
                heard.add(line);
                String answer = answer(line, out);
                if (message != null && answer.startsWith("2")) {
                    messages.add(message.toString());
                }
                message = answer.startsWith("354") ? new StringBuilder() : null;
                if (line.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            heard.add("(broken off)");
        }
    }

    private String answer(String command, OutputStream out) throws IOException {
        String answer = answers.apply(command);
        if (!answer.isEmpty()) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
