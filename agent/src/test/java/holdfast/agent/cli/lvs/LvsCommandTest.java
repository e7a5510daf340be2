package holdfast.agent.cli.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.cli.Commands;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.control.ControlServer;
import holdfast.agent.lvs.operator.FakeLvsControl;
import holdfast.agent.lvs.operator.LvsHandlers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands, the socket and the handlers together; only the loop behind them is a fake. */
@Timeout(30)
class LvsCommandTest {
    private final FakeLvsControl loop = FakeLvsControl.ofManyKinds();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private ControlServer server;

    @BeforeEach
    void serve() {
        server = new ControlServer(folder.resolve("s"), () -> LvsHandlers.of(() -> Optional.of(loop)));
        server.start();
        while (!Files.exists(folder.resolve("s"))) {
            Thread.onSpinWait(); // the file is made by another thread, a few milliseconds from now
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... words) throws StartupFailure {
        List<String> all = new ArrayList<>(List.of("lvs"));
        all.addAll(List.of(words));
        all.addAll(List.of("--control", folder.resolve("s").toString()));
        return new Commands(Map.of("lvs", LvsCommand::spec), stream(out), stream(err)).run(all);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aListLooksLikeThatOfIpvsadmWithHealthBeside() throws StartupFailure {
        assertEquals(0, run("list"), this::errors);
        List<String> lines = output().lines().limit(5).toList();
        assertEquals(
                List.of(
                        "Prot LocalAddress:Port Scheduler",
                        "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn Health     Checked Remarks",
                        "TCP 10.0.0.1:80 wrr  quorum up: 3 of 1 for 3m20s",
                        "  -> 10.0.0.11:80       Route   3      12         345       up 1m30s   4s ago",
                        "  -> 10.0.0.12:80       Route   - (3)  -          -         DOWN 1m30s 4s ago"
                                + "  TCP_CHECK 10.0.0.12:80: connection refused"),
                lines);
    }

    @Test
    void jsonHasTheSameForPrograms() throws StartupFailure, IOException {
        assertEquals(0, run("list", "--json"), this::errors);
        JsonNode all = new ObjectMapper().readTree(output()).path("virtualServers");
        assertEquals(6, all.size());
        JsonNode down = all.path(0).path("realServers").path(1);
        assertEquals(
                "TCP_CHECK 10.0.0.12:80: connection refused",
                down.path("whyDown").asText());
        assertTrue(down.path("weight").isNull());
        assertEquals("group web", all.path(5).path("virtualServer").asText());
        assertEquals(2, all.path(5).path("services").size());
    }

    @Test
    void wishesReachTheLoop() throws StartupFailure {
        assertEquals(0, run("drain", "10.0.0.12:80", "--until", "90s"), this::errors);
        assertEquals(0, run("disable", "udp", "10.0.0.1:53", "10.0.0.21:53"), this::errors);
        assertEquals(0, run("enable", "fwmark", "5", "10.0.0.31"), this::errors);
        assertEquals(0, run("weight", "group", "web", "10.0.0.11:80", "7"), this::errors);
        assertEquals(0, run("reset", "10.0.0.1:80", "10.0.0.11:80"), this::errors);
        assertEquals(0, run("reset"), this::errors);
        assertEquals(
                List.of(
                        "Drain[] id of [10.0.0.1]:tcp:80 10.0.0.12:80 for PT1M30S",
                        "Disable[] id of [10.0.0.1]:udp:53 10.0.0.21:53",
                        "Enable[] id of FWM 5 10.0.0.31:0",
                        "SetWeight[weight=7] id of [web]:0 10.0.0.11:80",
                        "Reset[] id of [10.0.0.1]:tcp:80 10.0.0.11:80",
                        "reset all"),
                loop.wishes);
        assertTrue(output().startsWith("drained 10.0.0.12:80 of TCP 10.0.0.1:80 until "), output());
        assertTrue(output().endsWith("reset: 2 real servers\n"), output());
    }

    @Test
    void whatWasDoneCanBeReadByPrograms() throws StartupFailure, IOException {
        assertEquals(0, run("drain", "10.0.0.12:80", "--json"), this::errors);
        assertEquals(
                "10.0.0.12:80",
                new ObjectMapper().readTree(output()).path("realServer").asText());
    }

    @Test
    void refusalsOfTheDaemonArePrintedAndNothingHappens() throws StartupFailure {
        assertEquals(1, run("drain", "10.0.0.99:80"));
        assertEquals(
                "holdfast lvs drain: no virtual server has a real server '10.0.0.99:80'; 'holdfast lvs list' shows all\n",
                errors());
        assertEquals(List.of(), loop.wishes);
    }

    @Test
    void aWrongCommandLineIsAnsweredWithoutTheDaemon() throws StartupFailure {
        server.close();
        assertEquals(2, run("weight", "10.0.0.11:80", "much"));
        assertEquals(2, run("drain", "10.0.0.11:80", "--until", "yesterday"));
        assertEquals(2, run("drain"));
        assertEquals(2, run());
        assertTrue(errors().contains("'much' is no weight"), errors());
        assertTrue(errors().contains("'yesterday' after --until is no time"), errors());
    }

    @Test
    void withoutADaemonTheMessageSaysSo() throws StartupFailure {
        server.close();
        assertEquals(1, run("list"));
        assertTrue(errors().startsWith("holdfast lvs list: no daemon runs at "), errors());
    }
}
