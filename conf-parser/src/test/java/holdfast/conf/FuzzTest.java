package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutations of the samples: nothing throws, nothing hangs. The seed of a failure is in its message. */
class FuzzTest {
    private static final int INPUTS = 20_000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "\"",
            "'",
            "\\",
            "#",
            "!",
            "$",
            "${",
            "@",
            "@^",
            "~SEQ(",
            "~LST({",
            ")",
            "\n",
            "\r",
            "\t",
            "\0",
            "=",
            "$A=$B\n",
            "$B=$A\n",
            "$A",
            "include x\n",
            "include keepalived.conf\n",
            "vrrp_instance X {",
            "vrrp_script",
            "virtual_ipaddress {",
            "weight",
            "9999999999999999999",
            "-1",
            "0.0000000001",
            "::",
            "/129",
            "\u00A0",
            "\uFEFF");

    private static byte[] sample(String name) {
        try (InputStream in = FuzzTest.class.getResourceAsStream("samples/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSamplesAreFreeOfMistakes() {
        assertEquals(List.of(), mistakes("pair.conf"));
        assertEquals(
                List.of(),
                mistakes("language.conf").stream()
                        .filter(line -> !line.contains("there is no"))
                        .toList());
    }

    private static List<String> mistakes(String name) {
        return read(sample(name)).diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule().isMistake())
                .map(diagnostic -> diagnostic.span().line() + " " + diagnostic.summary())
                .toList();
    }

    private static ParseResult read(byte[] text) {
        return Reading.read(MapLoader.of(Reading.FILE, text).with("/etc/keepalived/other.conf", "! nothing\n"));
    }

    @Test
    void mutatedSamplesNeitherThrowNorHang() {
        List<byte[]> samples = List.of(sample("pair.conf"), sample("language.conf"));
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] input = mutate(samples.get(seed % samples.size()), new Random(seed));
            long start = System.nanoTime();
            try {
                ParseResult result = read(input);
                assertNotNull(result.configuration());
                result.render();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertTrue(System.nanoTime() - start < LONGEST.toNanos(), "seed " + seed + " took too long");
        }
    }

    private static byte[] mutate(byte[] sample, Random random) {
        byte[] bytes = sample.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes = mutateOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutateOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 -> join(bytes, at, new byte[0], to);
            case 1 -> join(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8), at);
            case 2 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
            case 3 -> join(bytes, at, java.util.Arrays.copyOfRange(bytes, at, to), at);
            default -> join(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8), to);
        };
    }

    private static byte[] join(byte[] bytes, int at, byte[] middle, int from) {
        byte[] joined = new byte[at + middle.length + bytes.length - from];
        System.arraycopy(bytes, 0, joined, 0, at);
        System.arraycopy(middle, 0, joined, at, middle.length);
        System.arraycopy(bytes, from, joined, at + middle.length, bytes.length - from);
        return joined;
    }
}
