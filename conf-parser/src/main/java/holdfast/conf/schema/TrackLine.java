package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of a {@code track_*} block: {@code NAME [weight N] [reverse|noreverse]}.
 *
 * @param name what is tracked
 * @param weight as given; null for the weight of the thing itself
 * @param reverse as given; null for that of the thing itself
 * @param isClear whether it has nothing but these options
 * @param span the name
 */
record TrackLine(String name, Integer weight, Boolean reverse, boolean isClear, SourceSpan span) {

    /** Reads a line into a list; a second line of the same name is reported and dropped. */
    static void read(List<TrackLine> into, Arguments in, int limit, boolean isInterface) {
        Word name = in.take().orElseThrow(); // a statement has at least one word
        if (isInterface && !Kinds.isInterfaceName(in, name)) {
            in.takeAll();
            return;
        }
        Integer weight = null;
        Boolean reverse = null;
        boolean clear = true;
        for (Optional<Word> word = in.take(); word.isPresent(); word = in.take()) {
            switch (word.get().text()) {
                case "weight" -> weight = Kinds.integer(-limit, limit).read(in).orElse(weight);
                case "reverse" -> reverse = true;
                case "noreverse" -> reverse = false;
                default -> {
                    unknown(in, word.get());
                    clear = false;
                }
            }
        }
        boolean known = into.stream().anyMatch(line -> line.name.equals(name.text()));
        if (known) {
            in.sink()
                    .report(Diagnostic.of(
                            Rule.REPEATED_KEYWORD,
                            name.span(),
                            "'" + name.text() + "' is tracked twice; the first line counts"));
        } else {
            into.add(new TrackLine(name.text(), weight, reverse, clear, name.span()));
        }
    }

    private static void unknown(Arguments in, Word word) {
        Weight.unknownOption(in, word, "'weight N', 'reverse' or the end of the line");
    }

    /** A reader for a table. */
    static <D> java.util.function.BiConsumer<D, Arguments> into(Function<D, List<TrackLine>> list, int limit) {
        return (draft, in) -> read(list.apply(draft), in, limit, false);
    }
}
