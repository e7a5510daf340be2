package holdfast.agent.log;

import java.io.PrintStream;

/** Lines on a stream of this process, usually standard error ({@code -l}). */
final class StreamOutput implements LogOutput {
    private final PrintStream stream;
    private final LineShape format;

    StreamOutput(PrintStream stream, LineShape format) {
        this.stream = stream;
        this.format = format;
    }

    @Override
    public void write(LogLine line) {
        stream.print(format.format(line));
    }

    @Override
    public void flush() {
        stream.flush();
    }
}
