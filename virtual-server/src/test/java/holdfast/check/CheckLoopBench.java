package holdfast.check;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the loop with TCP checks of servers on loopback addresses; not a test. A server must accept connections on the port, on all
 * addresses, in another process:
 *
 * <pre>java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp ... holdfast.check.CheckLoopBench PORT CHECKS DELAY_LOOP SECONDS</pre>
 */
final class CheckLoopBench {
    private static final double NANOS = 1e9;

    private CheckLoopBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int checks = Integer.parseInt(arguments[1]);
        Duration delayLoop = Duration.ofSeconds(Integer.parseInt(arguments[2]));
        long seconds = Long.parseLong(arguments[3]);
        var passed = new AtomicLong();
        var failed = new AtomicLong();
        var timing = new CheckTiming(delayLoop, delayLoop, 1, Duration.ofSeconds(1));
        CheckListener listener =
                report -> (report.verdict() instanceof Verdict.Passed ? passed : failed).incrementAndGet();
        try (var loop = new CheckLoop(listener, new Random(1))) {
            List<CheckDefinition> definitions = new ArrayList<>();
            for (int i = 0; i < checks; i++) {
                byte[] address = {127, 0, (byte) (i % 200 + 1), (byte) (i / 200 % 200 + 1)};
                var target = Target.of(
                        new InetSocketAddress(InetAddress.getByAddress(address), port), Duration.ofSeconds(3));
                definitions.add(new CheckDefinition(Given.id(i), new TcpCheck(target), timing, false, false));
            }
            loop.replaceAll(definitions);
            Thread.sleep(2 * delayLoop.toMillis());
            long passedBefore = passed.get();
            long failedBefore = failed.get();
            long cpuBefore = cpuNanos();
            long collectionsBefore = collectionMillis();
            long start = System.nanoTime();
            Thread.sleep(seconds * 1000);
            double time = (System.nanoTime() - start) / NANOS;
            System.out.printf(
                    "%d checks, delay_loop %ds: %.0f tries/s, %d failed, %.1f %% of a core, gc %d ms, heap in use %d MB, %s%n",
                    checks,
                    delayLoop.toSeconds(),
                    (passed.get() - passedBefore) / time,
                    failed.get() - failedBefore,
                    100 * (cpuNanos() - cpuBefore) / NANOS / time,
                    collectionMillis() - collectionsBefore,
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                    residentMemory());
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static String residentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
    }
}
