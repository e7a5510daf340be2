package holdfast.agent.resume;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * When each virtual router advertised last as MASTER, in a file that is mapped into memory: what is set is there when this process is killed in
 * the next moment. Numbers of eight bytes: the process, then a moment for each router, of the monotonic clock in nanoseconds; 0 while it is not
 * MASTER. One thread sets.
 */
final class LastAdverts {
    /** Routers beyond these begin anew after a crash. */
    static final int ROUTERS = 4095;

    private static final int SIZE = Long.BYTES * (1 + ROUTERS);

    private final MappedByteBuffer memory;

    private LastAdverts(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /**
     * Memory of its own for a process, instead of what was there.
     *
     * @param file where
     * @param pid the process
     * @throws IOException when it cannot be made
     */
    static LastAdverts create(Path file, long pid) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            memory.order(ByteOrder.nativeOrder());
            memory.putLong(0, pid);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new LastAdverts(memory);
        }
    }

    /**
     * What a process has set.
     *
     * @throws IOException when it cannot be read, or is of another size
     */
    static LastAdverts read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != SIZE) {
                throw new IOException("it has " + channel.size() + " bytes, not " + SIZE);
            }
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE);
            memory.order(ByteOrder.nativeOrder());
            return new LastAdverts(memory);
        }
    }

    /** The process that set it. */
    long pid() {
        return memory.getLong(0);
    }

    /**
     * Sets a moment.
     *
     * @param router 0 to {@link #ROUTERS} less 1
     * @param at monotonic nanoseconds; 0: not MASTER
     */
    void set(int router, long at) {
        memory.putLong(Long.BYTES * (1 + router), at);
    }

    /** The moment of a router's last advert as MASTER; 0 when it was not. */
    long get(int router) {
        return memory.getLong(Long.BYTES * (1 + router));
    }
}
