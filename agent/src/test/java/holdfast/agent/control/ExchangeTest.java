package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private final AtomicInteger told = new AtomicInteger();

    private String answer(String request) {
        Map<String, ControlHandler> echo = Map.of("echo", CompletableFuture::completedFuture);
        Exchange exchange =
                Exchange.begin(request.getBytes(StandardCharsets.UTF_8), "root", echo, told::incrementAndGet);
        String answer = new String(exchange.answer(), StandardCharsets.UTF_8);
        assertEquals(1, told.get());
        assertTrue(answer.endsWith("}\n"), answer);
        return answer;
    }

    @Test
    void theUserIsWhoTheKernelSays() {
        assertEquals(
                "{\"command\":\"echo\",\"user\":\"root\"}\n", answer("{\"command\":\"echo\",\"user\":\"mallory\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "{\"command\":", "{\"command\":null}", "{\"command\":\"echo\"}}", "\u0000"})
    void whatIsNoRequestIsRefused(String request) {
        assertTrue(answer(request).contains("\"code\":\"bad-request\""));
    }

    /** They would take many times the memory that their bytes do. */
    @Test
    void aRequestOfNothingButBracketsIsRefused() {
        String wide = "{\"command\":\"echo\",\"x\":[" + "[],".repeat(100_000) + "[]]}";
        assertTrue(answer(wide).contains("the request has too many parts"));
    }

    @Test
    void aRequestThatIsNestedTooDeeplyIsRefused() {
        assertTrue(answer("[".repeat(100_000)).contains("is nested too deeply"));
    }
}
