package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What grows with real servers and can be measured on a machine without IPVS: checking the file, beside {@code keepalived -t}, and the work of
 * a reload (ReloadTime).
 */
final class RealServers implements Section {
    private static final Pattern WORK = Pattern.compile(": (\\d+) ms of work on one core");

    @Override
    public String name() {
        return "real-servers";
    }

    @Override
    public void measure(Effort effort, Results results) throws IOException, InterruptedException {
        Plot plot = new Plot("real-servers", "A file with many real servers", "real servers", "ms").logarithmic();
        Path directory = Files.createTempDirectory("bench");
        for (int virtualServers : effort.sizes(10, 100, 1000, 10_000)) {
            Path file = Files.writeString(directory.resolve("many.conf"), ManyServers.file(virtualServers));
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int run = 0; run < effort.runs(5); run++) {
                ours.add(run(effort.ours().command(), "check", "--offline", file.toString()));
                theirs.add(run(effort.theirs().command(), "-t", "-f", file.toString()));
            }
            int realServers = virtualServers * 3 / 2;
            double check = Section.at(0.5, ours);
            double test = Section.at(0.5, theirs);
            results.row(name(), realServers + " real servers: check of the file, from exec to exit", "ms", check, test);
            plot.both("check of the file", realServers, check, test);
            Files.delete(file);
        }
        for (int realServers : effort.sizes(10, 100, 1000, 10_000, 37_000)) {
            double work = reload(effort, realServers);
            results.row(name(), realServers + " real servers: work of a reload with three changes", "ms", work, Double.NaN);
            plot.ours("work of a reload", realServers, work);
        }
        results.plot(name(), plot);
        Files.delete(directory);
    }

    /** From exec to exit, without the network of this machine. */
    private static double run(String... command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("unshare", "-n"));
        argv.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long before = System.nanoTime();
        int status = builder.start().waitFor();
        double time = (System.nanoTime() - before) / 1e6;
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
        return time;
    }

    private static double reload(Section.Effort effort, int realServers) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String source = System.getProperty("bench.programs") + "/ReloadTime.java";
        Process process = new ProcessBuilder(
                        "unshare",
                        "-n",
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xms32m",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source,
                        Integer.toString(effort.runs(5)),
                        Integer.toString(realServers))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher work = WORK.matcher(output);
        if (process.waitFor() != 0 || !work.find()) {
            throw new IOException("ReloadTime failed: " + output);
        }
        return Double.parseDouble(work.group(1));
    }
}
