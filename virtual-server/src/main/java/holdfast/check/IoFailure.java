package holdfast.check;

import holdfast.linux.LinuxException;
import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;

/** What an {@link IOException} of a connection says about the service. */
final class IoFailure {
    /** The C library's words for errors of this node, not of the service (errno(3): EMFILE, ENFILE, ENOBUFS, ENOMEM). */
    private static final Map<String, String> OF_THIS_NODE = Map.of(
            "too many open files", "this process has no free file descriptor",
            "too many open files in system", "the system has no free file descriptor",
            "no buffer space available", "the system has no memory for sockets",
            "cannot allocate memory", "the system has no memory for sockets");

    private IoFailure() {}

    static Verdict verdict(IOException failure) {
        String text = text(failure);
        String own = OF_THIS_NODE.get(text);
        if (own != null) {
            return new Verdict.Undecided(own);
        }
        if (failure instanceof CheckLoop.TooManyTries) {
            return new Verdict.Undecided(text);
        }
        if (failure instanceof BindException
                || failure instanceof LinuxException) { // Keepalived, too, leaves the service as it is
            return new Verdict.Undecided("the source of the check cannot be used: " + text);
        }
        return new Verdict.Failed(failure instanceof SSLException ? "TLS: " + text : text);
    }

    private static String text(IOException failure) {
        String message = failure.getMessage();
        if (message == null || message.isEmpty()) {
            return failure.getClass().getSimpleName();
        }
        boolean sentence = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return sentence ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) : message;
    }
}
