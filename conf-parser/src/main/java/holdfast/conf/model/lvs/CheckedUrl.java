package holdfast.conf.model.lvs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code url} block of an HTTP check: all that is given must hold.
 *
 * @param path what to ask for
 * @param statusCodes good status codes, sorted and not overlapping; default 200 to 299
 * @param digest MD5 of the body, 32 hexadecimal digits in lower case
 * @param virtualHost the {@code Host} header: of the URL, else of the checker, the real server, the virtual server
 * @param regex expression to search the body for
 */
public record CheckedUrl(
        String path,
        List<StatusCodes> statusCodes,
        Optional<String> digest,
        Optional<String> virtualHost,
        Optional<Regex> regex) {
    /** Copies the list. */
    public CheckedUrl {
        statusCodes = List.copyOf(statusCodes);
    }

    /**
     * A range of status codes.
     *
     * @param first 100 to 599
     * @param last not below {@code first}
     */
    public record StatusCodes(int first, int last) {
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /**
     * A regular expression as PCRE2 has them.
     *
     * @param pattern the expression
     * @param mustNotMatch a match is a failure
     * @param options words of {@code regex_options}
     * @param stackStart first size of the stack in bytes, if given
     * @param stackMax largest size, given when {@code stackStart} is
     * @param minOffset bytes of the body to skip, 0 by default
     * @param maxOffset last byte at which a match may begin
     */
    public record Regex(
            String pattern,
            boolean mustNotMatch,
            List<String> options,
            OptionalInt stackStart,
            OptionalInt stackMax,
            int minOffset,
            OptionalInt maxOffset) {
        /** Copies the list. */
        public Regex {
            options = List.copyOf(options);
        }
    }
}
