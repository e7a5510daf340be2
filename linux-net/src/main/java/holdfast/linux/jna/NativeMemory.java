package holdfast.linux.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A fixed piece of memory outside the Java heap: a direct buffer in the machine's byte order, and its address for {@link LibC}.
 *
 * <p>Made once and reused; freed when nothing refers to it any more. Not safe for use by several threads at once.
 */
public final class NativeMemory {
    private final ByteBuffer buffer;
    private final long address;

    /**
     * Takes zeroed memory.
     *
     * @param bytes how much, at least 1
     */
    public NativeMemory(int bytes) {
        buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        address = Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** The memory as a buffer, always the same object; its position and limit belong to whoever uses it. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** The address of the first byte. */
    public long address() {
        return address;
    }

    /** The address of the byte at {@code offset}. */
    public long address(int offset) {
        return address + offset;
    }

    /**
     * Keeps the memory until here. Its address alone does not keep it: the collector may run before or during a call, so whoever passes an
     * address of memory that only a local variable knows calls this afterwards.
     */
    @SuppressWarnings("ReachabilityFenceUsage") // the try and finally that Error Prone asks for are the caller's
    public void keep() {
        Reference.reachabilityFence(this);
    }

    /** The size in bytes. */
    public int size() {
        return buffer.capacity();
    }
}
