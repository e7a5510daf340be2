package holdfast.track.run;

import java.io.IOException;

/** A program cannot be started; the message says why. Never leaves this package: outcomes are values. */
final class CannotRunException extends IOException {
    private static final long serialVersionUID = 1L;

    CannotRunException(String reason) {
        super(reason);
    }
}
