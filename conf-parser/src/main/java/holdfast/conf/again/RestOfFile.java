package holdfast.conf.again;

import java.io.ByteArrayOutputStream;

/** The text of a file without some of its blocks. Their lines stay as empty ones, so that what follows stays where it is. */
final class RestOfFile {
    private final byte[] file;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private int taken; // of the file

    RestOfFile(byte[] file) {
        this.file = file;
    }

    /** Leaves a block out that stands behind those left out before. */
    void leaveOut(ServerBlock block) {
        takeUntil(block.start());
        for (int i = block.start(); i < block.end(); i++) {
            if (file[i] == '\n') {
                rest.write('\n');
            }
        }
        taken = block.end();
    }

    private void takeUntil(int end) {
        rest.write(file, taken, end - taken);
        taken = end;
    }

    /** What is left; nothing is left out after that. */
    byte[] bytes() {
        takeUntil(file.length);
        return rest.toByteArray();
    }
}
