package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.control.ControlFailure.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlClientTest {
    @TempDir
    private Path folder;

    private ControlFailure failure(String command) {
        return assertThrows(
                ControlFailure.class,
                () -> new ControlClient(folder.resolve("x.sock"), Duration.ofMillis(200))
                        .ask(ControlClient.request(command)));
    }

    @Test
    void theAnswerOfAHandlerComesBack() throws ControlFailure {
        try (ControlServer server =
                new ControlServer(folder.resolve("x.sock"), () -> Map.of("echo", CompletableFuture::completedFuture))) {
            server.start();
            server.opened().join();
            assertEquals(
                    "blue",
                    new ControlClient(folder.resolve("x.sock"))
                            .ask(ControlClient.request("echo").put("colour", "blue"))
                            .path("colour")
                            .asText());
            ControlFailure refused = failure("ecco");
            assertEquals(Kind.UNKNOWN_COMMAND, refused.kind());
            assertTrue(refused.getMessage().contains("'ecco'"), refused.getMessage());
        }
    }

    @Test
    void whereNoDaemonRunsTheMessageSaysWhatToDo() throws IOException {
        String expected = "no daemon runs at " + folder.resolve("x.sock")
                + ": start it, or name its control socket with --control or its PID file with -p";
        assertEquals(expected, failure("echo").getMessage());
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("x.sock")));
        }
        assertEquals(expected, failure("echo").getMessage());
        assertEquals(Kind.NO_DAEMON, failure("echo").kind());
    }

    @Test
    void aDaemonThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("x.sock")));
            assertTrue(failure("echo").getMessage().contains("does not answer within"));
        }
    }
}
