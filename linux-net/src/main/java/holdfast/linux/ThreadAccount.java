package holdfast.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the kernel has on record about a thread of this process: how long it ran, how long it could have run but for the others, and how often
 * it waited for a page from disk (proc(5), {@code schedstat} and {@code stat}). Reading allocates nothing. One thread.
 */
public final class ThreadAccount implements AutoCloseable {
    private static final int LARGEST = 1024;
    private static final int MAJOR_FAULTS = 9; // field 12 of stat, counted from the one behind the name

    private final FileChannel schedule;
    private final FileChannel stat;
    private final ByteBuffer read = ByteBuffer.allocateDirect(LARGEST);
    private long ran;
    private long delayed;
    private long majorFaults;

    private ThreadAccount(FileChannel schedule, FileChannel stat) {
        this.schedule = schedule;
        this.stat = stat;
    }

    /**
     * Opens the record of a thread.
     *
     * @throws IOException the thread has ended, or the kernel was built without these files
     */
    public static ThreadAccount of(OwnThread thread) throws IOException {
        Path folder = Path.of("/proc/self/task", Integer.toString(thread.number()));
        FileChannel schedule = FileChannel.open(folder.resolve("schedstat"), StandardOpenOption.READ);
        try {
            return new ThreadAccount(schedule, FileChannel.open(folder.resolve("stat"), StandardOpenOption.READ));
        } catch (IOException e) {
            schedule.close();
            throw e;
        }
    }

    /**
     * Looks again.
     *
     * @throws IOException the thread has ended
     */
    public void refresh() throws IOException {
        fill(schedule);
        ran = number();
        delayed = number();
        fill(stat);
        int behindName = read.limit();
        while (behindName > 0 && read.get(behindName - 1) != ')') {
            behindName--;
        }
        read.position(behindName);
        for (int field = 0; field < MAJOR_FAULTS; field++) {
            word();
        }
        majorFaults = number();
    }

    private void fill(FileChannel file) throws IOException {
        read.clear();
        file.read(read, 0);
        read.flip();
    }

    private void word() {
        while (read.hasRemaining() && read.get(read.position()) == ' ') {
            read.get();
        }
        while (read.hasRemaining() && read.get(read.position()) != ' ') {
            read.get();
        }
    }

    private long number() {
        while (read.hasRemaining() && read.get(read.position()) == ' ') {
            read.get();
        }
        long number = 0;
        while (read.hasRemaining()) {
            int digit = read.get() - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** How long it had a processor until the last {@link #refresh}, in nanoseconds. */
    public long ranNanos() {
        return ran;
    }

    /** How long it was ready and others had the processors, in nanoseconds. */
    public long delayedNanos() {
        return delayed;
    }

    /** How often it waited for a page from a disk. */
    public long majorFaults() {
        return majorFaults;
    }

    @Override
    public void close() throws IOException {
        try (schedule) {
            stat.close();
        }
    }
}
