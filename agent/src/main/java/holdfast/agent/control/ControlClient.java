package holdfast.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;

/** Asks a daemon over its control socket. One connection a request; any thread, which waits. */
public final class ControlClient {
    /** The daemon allows its handlers 3 s; the rest is for a machine under load. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final Duration patience;

    /** A client of the daemon whose socket is here. */
    public ControlClient(Path path) {
        this(path, PATIENCE);
    }

    /**
     * The same for requests that may take long.
     *
     * @param patience how long to wait for the answer
     */
    public ControlClient(Path path, Duration patience) {
        this.path = path;
        this.patience = patience;
    }

    /** A request to be filled in. */
    public static ObjectNode request(String command) {
        return JsonNodeFactory.instance.objectNode().put("command", command);
    }

    /**
     * Asks.
     *
     * @param request an object with a {@code command}
     * @return the daemon's answer, which is no refusal
     * @throws ControlFailure when there is none
     */
    public JsonNode ask(ObjectNode request) throws ControlFailure {
        JsonNode answer;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            Thread watchdog = Thread.ofPlatform().daemon().start(() -> giveUpLater(channel));
            try {
                answer = exchange(channel, JsonTree.line(request).getBytes(StandardCharsets.UTF_8));
            } finally {
                watchdog.interrupt();
            }
        } catch (IOException e) {
            throw new ControlFailure(ControlFailure.Kind.NO_DAEMON, explain(e), e);
        }
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            throw new ControlFailure(
                    kind(error.path("code").asText()), error.path("message").asText(), null);
        }
        return answer;
    }

    private static ControlFailure.Kind kind(String code) {
        if (code.equals(ErrorCode.NOT_ALLOWED.word())) {
            return ControlFailure.Kind.NOT_ALLOWED;
        }
        if (code.equals(ErrorCode.UNKNOWN_COMMAND.word())) {
            return ControlFailure.Kind.UNKNOWN_COMMAND;
        }
        return ControlFailure.Kind.REFUSED;
    }

    private void giveUpLater(SocketChannel channel) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the answer is there
        } catch (IOException e) {
            throw new UncheckedIOException("closing a socket failed", e);
        }
    }

    private JsonNode exchange(SocketChannel channel, byte[] request) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(path));
        IOException unsent = null;
        try {
            ByteBuffer line =
                    ByteBuffer.allocate(request.length + 1).put(request).put((byte) '\n');
            line.flip();
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (AsynchronousCloseException e) {
            throw e;
        } catch (IOException e) {
            unsent = e; // a daemon that refuses a user at the door has its answer in the socket already
        }
        byte[] answer = read(channel);
        if (answer.length == 0) {
            throw unsent != null ? unsent : new IOException("the daemon closed the connection without an answer");
        }
        return JsonTree.read(answer);
    }

    /**
     * Reads up to the line end. What comes after it is no part of the answer: the end of the connection may be a reset there, for a daemon
     * that refuses a user at the door does not read the request.
     */
    private static byte[] read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer.clear()) >= 0) {
            answer.write(buffer.array(), 0, buffer.position());
            if (buffer.position() > 0 && buffer.get(buffer.position() - 1) == '\n') {
                break;
            }
            if (answer.size() > LONGEST_ANSWER) {
                throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
            }
        }
        return answer.toByteArray();
    }

    private String explain(IOException e) throws ControlFailure {
        String reason = String.valueOf(e.getMessage());
        if (e instanceof AsynchronousCloseException) {
            return "the daemon at " + path + " does not answer within " + patience.toSeconds() + " s";
        }
        if (reason.contains("Permission denied")) {
            throw new ControlFailure(
                    ControlFailure.Kind.NOT_ALLOWED, "not allowed to ask the daemon at " + path + ": " + whoMay(), e);
        }
        if (reason.contains("No such file") || reason.contains("refused")) {
            return "no daemon runs at " + path
                    + ": start it, or name its control socket with --control or its PID file with -p";
        }
        return "cannot ask the daemon at " + path + ": " + reason;
    }

    private String whoMay() {
        try {
            PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String group = file.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    ? " or a member of group '" + file.group().getName() + "'"
                    : "";
            return "be user '" + file.owner().getName() + "'" + group;
        } catch (IOException e) {
            return "be root"; // its folder is closed, too
        }
    }
}
