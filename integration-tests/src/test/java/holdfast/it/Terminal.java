package holdfast.it;

import holdfast.drill.lab.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody at a host's terminal, who sees what a program says and how it ends. */
record Terminal(Host host) {
    private static final String SCRIPT = "out=$1 err=$2; shift 2; \"$@\" </dev/null >\"$out\" 2>\"$err\"; echo $?";

    /**
     * How a program ended and what it said.
     *
     * @param status its exit status
     * @param output what it printed on standard output
     * @param errors the lines it printed on standard error
     */
    record Outcome(int status, String output, List<String> errors) {}

    /** Runs a program to its end. */
    Outcome run(List<String> argv) {
        Path output = host.directory().resolve("stdout");
        Path errors = host.directory().resolve("stderr");
        List<String> wrapped = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", output.toString(), errors.toString()));
        wrapped.addAll(argv);
        int status = Integer.parseInt(host.run(wrapped).strip());
        try {
            return new Outcome(status, Files.readString(output), Files.readAllLines(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the packaged agent's launcher to its end. */
    Outcome holdfast(String... arguments) {
        return run(command(List.of(), arguments));
    }

    /** The command line of the packaged agent, behind another program such as setpriv(1). */
    static List<String> command(List<String> before, String... arguments) {
        List<String> argv = new ArrayList<>(before);
        argv.add(Programs.launcher().toString());
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** Writes a file into the host's directory and returns its path. */
    String file(String name, String content) {
        Path file = host.directory().resolve(name);
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }
}
