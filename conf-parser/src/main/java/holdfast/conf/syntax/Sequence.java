package holdfast.conf.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ~SEQ(var, ...)}, {@code ~SEQx(...)} and {@code ~LST(var, ...)}: the line they stand in is repeated with each
 * value.
 *
 * @param start where it stands in the line
 * @param end after its closing bracket
 * @param bindings names and values of each repetition
 */
record Sequence(int start, int end, List<Map<String, String>> bindings) {
    private static final Pattern START = Pattern.compile("~(SEQx?|LST)\\(");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(0[xX][0-9A-Fa-f]{1,15}|\\d{1,18})");

    /** What looking for a sequence in a line gave. */
    sealed interface Outcome {}

    /** There is one. */
    record Present(Sequence sequence) implements Outcome {}

    /** There is none. */
    record Absent() implements Outcome {}

    /** There is one which is malformed. */
    record Malformed(int start, int end, String reason) implements Outcome {}

    /** The first sequence in a line; its arguments must already be free of references. */
    static Outcome find(String line) {
        if (line.indexOf('~') < 0) {
            return new Absent();
        }
        Matcher matcher = START.matcher(line);
        if (!matcher.find()) {
            return new Absent();
        }
        int close = line.indexOf(')', matcher.end());
        if (close < 0) {
            return new Malformed(matcher.start(), line.length(), "')' is missing");
        }
        String inside = line.substring(matcher.end(), close);
        Optional<List<Map<String, String>>> bindings = matcher.group(1).equals("LST")
                ? list(inside)
                : numbers(inside, matcher.group(1).equals("SEQx"));
        if (bindings.isEmpty()) {
            return new Malformed(
                    matcher.start(),
                    close + 1,
                    "expected "
                            + (matcher.group(1).equals("LST")
                                    ? "~LST(var,value,...) or ~LST({v,w},{1,2},...)"
                                    : "~" + matcher.group(1) + "(var,[start,[step,]]end)"));
        }
        return new Present(new Sequence(matcher.start(), close + 1, bindings.get()));
    }

    private static Optional<List<Map<String, String>>> numbers(String inside, boolean hexadecimal) {
        String[] parts = Arrays.stream(inside.split(",", -1)).map(String::trim).toArray(String[]::new);
        if (parts.length < 2 || parts.length > 4 || !NAME.matcher(parts[0]).matches()) {
            return Optional.empty();
        }
        long[] values = new long[parts.length - 1];
        for (int i = 1; i < parts.length; i++) {
            if (!NUMBER.matcher(parts[i]).matches()) {
                return Optional.empty();
            }
            values[i - 1] = Long.decode(parts[i]);
        }
        long end = values[values.length - 1];
        long start = values.length > 1 ? values[0] : end < 0 ? -1 : 1;
        long step = values.length > 2 ? values[1] : end < start ? -1 : 1;
        boolean wrongWay = step == 0 || (step > 0 && end < start) || (step < 0 && end > start);
        if (wrongWay || (end - start) / step >= Limits.SEQUENCE_VALUES || (hexadecimal && Math.min(start, end) < 0)) {
            return Optional.empty();
        }
        List<Map<String, String>> bindings = new ArrayList<>();
        for (long value = start; step > 0 ? value <= end : value >= end; value += step) {
            bindings.add(Map.of(parts[0], hexadecimal ? Long.toHexString(value) : Long.toString(value)));
        }
        return Optional.of(bindings);
    }

    private static Optional<List<Map<String, String>>> list(String inside) {
        List<String> elements = topLevel(inside);
        if (elements.isEmpty() || elements.size() > Limits.SEQUENCE_VALUES) {
            return Optional.empty();
        }
        List<String> names = members(elements.getFirst());
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            return Optional.empty();
        }
        List<Map<String, String>> bindings = new ArrayList<>();
        for (String element : elements.subList(1, elements.size())) {
            List<String> values = names.size() == 1 ? List.of(element) : members(element);
            if (values.size() > names.size()) {
                return Optional.empty();
            }
            Map<String, String> binding = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                binding.put(names.get(i), i < values.size() ? values.get(i) : "");
            }
            bindings.add(binding);
        }
        return Optional.of(bindings);
    }

    /** The parts between commas that are not in braces. */
    private static List<String> topLevel(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(inside.substring(from, i).trim());
                from = i + 1;
            }
        }
        parts.add(inside.substring(from).trim());
        return parts;
    }

    private static List<String> members(String element) {
        if (!element.startsWith("{") || !element.endsWith("}") || element.length() < 2) {
            return List.of(element);
        }
        return Arrays.stream(element.substring(1, element.length() - 1).split(",", -1))
                .map(String::trim)
                .toList();
    }
}
