package holdfast.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The grammar of getopt_long(3), which keepalived's command line has: clustered short options, values attached or in the
 * next word, optional values attached only, long options shortened as far as they stay unambiguous, operands anywhere,
 * {@code --} ends the options.
 */
final class Getopt {
    private final List<String> words;
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private int next;

    /**
     * One option as it stood on the command line.
     *
     * @param option which one
     * @param value its value; empty when the option has none, or an optional one was left out
     */
    record Occurrence(DaemonOption option, Optional<String> value) {}

    /**
     * A command line, taken apart.
     *
     * @param occurrences the options in their order; a repeated option occurs repeatedly
     * @param operands the words that are neither options nor values
     */
    record Parsed(List<Occurrence> occurrences, List<String> operands) {}

    private Getopt(List<String> words) {
        this.words = words;
    }

    /**
     * Takes a command line apart.
     *
     * @param words the arguments without the program's name
     * @return options and operands
     * @throws StartupFailure with {@link ExitStatus#USAGE} for an unknown or ambiguous option, a missing value, a value
     *     where none is expected
     */
    static Parsed parse(List<String> words) throws StartupFailure {
        Getopt getopt = new Getopt(words);
        getopt.run();
        return new Parsed(List.copyOf(getopt.occurrences), List.copyOf(getopt.operands));
    }

    private void run() throws StartupFailure {
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--")) {
                operands.addAll(words.subList(next, words.size()));
                return;
            } else if (word.startsWith("--")) {
                longOption(word.substring(2));
            } else if (word.startsWith("-") && word.length() > 1) {
                shortOptions(word);
            } else {
                operands.add(word);
            }
        }
    }

    private void shortOptions(String word) throws StartupFailure {
        for (int at = 1; at < word.length(); at++) {
            char letter = word.charAt(at);
            DaemonOption option = DaemonOption.byLetter(letter)
                    .orElseThrow(() -> usage(
                            "unknown option -%s%s".formatted(letter, word.length() > 2 ? " in '" + word + "'" : "")));
            String rest = word.substring(at + 1);
            switch (option.takes()) {
                case NOTHING -> occurrences.add(new Occurrence(option, Optional.empty()));
                case OPTIONAL_VALUE -> {
                    occurrences.add(new Occurrence(option, rest.isEmpty() ? Optional.empty() : Optional.of(rest)));
                    return;
                }
                case VALUE -> {
                    occurrences.add(new Occurrence(
                            option, Optional.of(rest.isEmpty() ? nextWord(option, "-" + letter) : rest)));
                    return;
                }
            }
        }
    }

    private void longOption(String text) throws StartupFailure {
        int equals = text.indexOf('=');
        DaemonOption option = byName(equals < 0 ? text : text.substring(0, equals));
        String written = "--" + option.longName();
        Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
        switch (option.takes()) {
            case NOTHING -> {
                if (value.isPresent()) {
                    throw usage("option " + written + " takes no value, but '" + value.get() + "' is given");
                }
                occurrences.add(new Occurrence(option, value));
            }
            case OPTIONAL_VALUE -> occurrences.add(new Occurrence(option, value));
            case VALUE ->
                occurrences.add(
                        new Occurrence(option, value.isPresent() ? value : Optional.of(nextWord(option, written))));
        }
    }

    private String nextWord(DaemonOption option, String written) throws StartupFailure {
        if (next >= words.size()) {
            throw usage("option " + written + " needs a value: " + written + " " + option.valueName());
        }
        return words.get(next++);
    }

    private static DaemonOption byName(String name) throws StartupFailure {
        List<DaemonOption> candidates = new ArrayList<>();
        for (DaemonOption option : DaemonOption.values()) {
            if (option.longName().equals(name)) {
                return option;
            }
            if (option.longName().startsWith(name) && !option.isInternal()) {
                candidates.add(option);
            }
        }
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        if (candidates.isEmpty()) {
            String hint = NearestWord.to(name, DaemonOption.longNames())
                    .map(near -> ", did you mean --" + near + "?")
                    .orElse("");
            throw usage("unknown option --" + name + hint);
        }
        throw usage("option --" + name + " is ambiguous: "
                + String.join(
                        ", ", candidates.stream().map(c -> "--" + c.longName()).toList()));
    }

    private static StartupFailure usage(String message) {
        return new StartupFailure(ExitStatus.USAGE, message + " ('holdfast --help' lists the options)");
    }
}
