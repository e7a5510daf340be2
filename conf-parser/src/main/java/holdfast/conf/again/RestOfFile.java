package holdfast.conf.again;

import java.util.Arrays;

/** The text of a file without some of its blocks. Their lines stay as empty ones, so that what follows stays where it is. */
final class RestOfFile {
    private final byte[] file;
    private final byte[] rest;
    private int length;
    private int taken; // of the file

    RestOfFile(byte[] file) {
        this.file = file;
        this.rest = new byte[file.length];
    }

    /** Leaves a block out that stands behind those left out before. */
    void leaveOut(ServerBlock block) {
        takeUntil(block.start());
        int lineFeeds = block.lastLine() - block.firstLine() + (file[block.end() - 1] == '\n' ? 1 : 0);
        Arrays.fill(rest, length, length + lineFeeds, (byte) '\n');
        length += lineFeeds;
        taken = block.end();
    }

    private void takeUntil(int end) {
        System.arraycopy(file, taken, rest, length, end - taken);
        length += end - taken;
        taken = end;
    }

    /** What is left; nothing is left out after that. */
    byte[] bytes() {
        takeUntil(file.length);
        return Arrays.copyOf(rest, length);
    }
}
