package holdfast.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code url} block: all that is given must hold.
 *
 * @param path what to ask for
 * @param statusCodes good status codes
 * @param digest MD5 of the body, 32 hexadecimal digits in lower case, as {@code genhash} prints it
 * @param virtualHost the {@code Host} header; empty: address and port
 * @param regex expression to search the body for
 */
public record CheckedUrl(
        String path,
        List<StatusCodes> statusCodes,
        Optional<String> digest,
        Optional<String> virtualHost,
        Optional<BodyRegex> regex) {
    /** Copies the list. */
    public CheckedUrl {
        statusCodes = List.copyOf(statusCodes);
        digest = digest.map(text -> text.toLowerCase(Locale.ROOT));
    }

    /**
     * A range of status codes.
     *
     * @param first the lowest
     * @param last the highest, not below {@code first}
     */
    public record StatusCodes(int first, int last) {
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    boolean accepts(int status) {
        return statusCodes.stream().anyMatch(codes -> codes.first() <= status && status <= codes.last());
    }
}
