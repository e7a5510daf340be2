package holdfast.conf.schema;

/**
 * A decimal number of seconds as the file has it, counted in microseconds: {@code 1}, {@code 0.25}, {@code 2.}, {@code .5}.
 *
 * <p>By hand, because {@code BigDecimal} costs a starting daemon more than reading the whole file.
 *
 * @param micros microseconds, rounded half up; as large as a long can be when the number is beyond that
 * @param exact false when there were more than six decimal places that count
 */
record DecimalSeconds(long micros, boolean exact) {
    private static final int PLACES = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** @param text optional sign, up to 18 digits, optionally a point and any number of digits; one digit at least */
    static DecimalSeconds of(String text) {
        if (text.length() <= PLACES && text.indexOf('.') < 0) { // most: no need to take it apart
            return new DecimalSeconds(Long.parseLong(text) * MICROS_PER_SECOND, true);
        }
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int point = digits.indexOf('.');
        long whole = point == 0 ? 0 : Long.parseLong(point < 0 ? digits : digits.substring(0, point));
        String fraction = point < 0 ? "" : digits.substring(point + 1);
        long part = 0;
        for (int i = 0; i < PLACES; i++) {
            part = part * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
        }
        boolean exact = true;
        for (int i = PLACES; i < fraction.length(); i++) {
            exact &= fraction.charAt(i) == '0';
        }
        if (fraction.length() > PLACES && fraction.charAt(PLACES) >= '5') {
            part++;
        }
        boolean huge = whole > Long.MAX_VALUE / MICROS_PER_SECOND - 1;
        long micros = huge ? Long.MAX_VALUE : whole * MICROS_PER_SECOND + part;
        return new DecimalSeconds(negative ? -micros : micros, exact);
    }
}
