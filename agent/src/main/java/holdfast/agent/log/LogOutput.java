package holdfast.agent.log;

import java.io.IOException;

/** A place log lines go to. Called by the writer thread alone, which may wait here. */
interface LogOutput extends AutoCloseable {
    /**
     * Writes one line.
     *
     * @throws IOException when the line is lost; the output is tried again with the next line
     */
    void write(LogLine line) throws IOException;

    /**
     * Makes what was written visible; called whenever the queue has run empty.
     *
     * @throws IOException when that fails
     */
    default void flush() throws IOException {}

    @Override
    default void close() throws IOException {}
}
