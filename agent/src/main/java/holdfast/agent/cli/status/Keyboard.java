package holdfast.agent.cli.status;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The keyboard of a live view: a key counts without the return key after it, and is not shown. */
final class Keyboard implements AutoCloseable {
    private final InputStream keys;
    private final boolean listens;
    private final Thread restore = new Thread(Keyboard::leave);

    private Keyboard(InputStream keys, boolean listens) {
        this.keys = keys;
        this.listens = listens;
    }

    /** No keyboard: nobody quits. */
    static Keyboard none() {
        return new Keyboard(InputStream.nullInputStream(), false);
    }

    /** The terminal's; it is as before after {@link #close}, and also after Ctrl-C. */
    static Keyboard unbuffered() {
        Keyboard keyboard = new Keyboard(System.in, true);
        Runtime.getRuntime().addShutdownHook(keyboard.restore);
        stty(List.of("stty", "-icanon", "-echo", "min", "0"));
        return keyboard;
    }

    /** What stays on the screen ends there, and what comes next is below it. */
    private static void leave() {
        System.out.println();
        stty(List.of("stty", "icanon", "echo", "min", "1"));
    }

    /** Without stty(1) a key counts after the return key. */
    private static void stty(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException e) {
            // no stty here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits.
     *
     * @param time how long
     * @param look how often to look at the keyboard
     * @return whether q was pressed
     * @throws IOException when the terminal is gone
     */
    boolean quitsWithin(Duration time, Duration look) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            while (listens && keys.available() > 0) {
                int key = keys.read();
                if (key == 'q' || key == 'Q') {
                    return true;
                }
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, listens ? look.toNanos() : left));
        }
        return false;
    }

    @Override
    public void close() {
        if (listens) {
            leave();
            try {
                Runtime.getRuntime().removeShutdownHook(restore);
            } catch (IllegalStateException e) {
                // it is running: the process ends
            }
        }
    }
}
