package holdfast.conf.schema;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What was meant by the parts of an address line that are wrong. */
final class AddressHints {
    private static final List<String> WITH_VALUE =
            List.of("dev", "scope", "label", "brd", "broadcast", "peer", "preferred_lft");

    private static final List<String> ALONE =
            List.of("home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin", "no_track");

    private AddressHints() {}

    /**
     * What to write for a length that is none.
     *
     * @param address the whole word
     * @param length what stands after the slash
     * @param full the greatest length
     */
    static String length(String address, String length, int full) {
        String before = address.substring(0, address.length() - length.length());
        Optional<Integer> mask = AddressLiteral.parse(length).flatMap(AddressHints::lengthOf);
        if (mask.isPresent()) {
            return "write '" + before + mask.get() + "'";
        }
        String digits = length.replaceFirst("[;,]+$", "");
        boolean number = Digits.only(digits);
        return number && digits.length() < length.length()
                ? "write '" + before + digits + "'"
                : "expected a number from 0 to " + full;
    }

    /** The number of leading ones of a netmask; empty when it is none. */
    static Optional<Integer> lengthOf(InetAddress mask) {
        int ones = 0;
        boolean zero = false;
        for (byte part : mask.getAddress()) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean one = (part >> bit & 1) == 1;
                if (one && zero) {
                    return Optional.empty();
                }
                zero |= !one;
                ones += one ? 1 : 0;
            }
        }
        return Optional.of(ones);
    }

    /** The option that a word must mean. */
    static Optional<String> option(String word) {
        return Suggestions.nearest(word, WITH_VALUE).or(() -> Suggestions.nearest(word, ALONE));
    }

    /** Whether an option is followed by a value. */
    static boolean takesValue(String option) {
        return WITH_VALUE.contains(option);
    }
}
