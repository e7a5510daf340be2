package holdfast.conf.schema;

import java.util.Optional;

/** The number that was meant by a word that is none. */
final class NumberHints {
    private static final int MAX_LENGTH = 20;

    private NumberHints() {}

    /**
     * A number as it must be written: without unit, with a point, decimal, digits in place of the letters O and l.
     *
     * @param word a word that is not a number
     * @return empty when nothing can be guessed
     */
    static Optional<String> of(String word) {
        if (word.isEmpty() || word.length() > MAX_LENGTH || !hasDigit(word)) {
            return Optional.empty();
        }
        if (word.startsWith("0x") || word.startsWith("0X")) {
            return hexadecimal(word.substring(2));
        }
        if (word.endsWith("ms") && Digits.only(word.substring(0, word.length() - 2))) {
            return milliseconds(word.substring(0, word.length() - 2));
        }
        String plain =
                word.replace(',', '.').replace('O', '0').replace('o', '0').replace('l', '1');
        int end = plain.length();
        while (end > 0 && Character.isLetter(plain.charAt(end - 1))) {
            end--;
        }
        String number = plain.substring(0, end);
        String unit = word.substring(end);
        boolean known = unit.isEmpty() || unit.equals("s") || unit.equals("sec") || unit.equals("secs");
        return known
                        && !number.equals(word)
                        && Digits.only(number.replaceFirst("[.]", "").replaceFirst("^-", ""))
                ? Optional.of(number)
                : Optional.empty();
    }

    private static Optional<String> hexadecimal(String digits) {
        boolean valid =
                !digits.isEmpty() && digits.length() < 8 && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return valid ? Optional.of(Integer.toString(Integer.parseInt(digits, 16))) : Optional.empty();
    }

    private static Optional<String> milliseconds(String digits) {
        String padded = "000".substring(Math.min(3, digits.length() - 1)) + digits;
        String seconds = padded.substring(0, padded.length() - 3);
        String rest = padded.substring(padded.length() - 3).replaceFirst("0+$", "");
        return Optional.of(rest.isEmpty() ? seconds : seconds + "." + rest);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
