package holdfast.conf.syntax;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an ordinary statement into words: at blanks and at double quotes. */
final class Words {
    private Words() {}

    /** The words of a text; an unmatched quote reaches to the end. */
    static List<Word> of(MappedText text) {
        return of(text, new TextPool());
    }

    /** The same; words that are alike are one object. */
    static List<Word> of(MappedText text, TextPool pool) {
        List<Word> words = new ArrayList<>(4);
        String all = text.text();
        int length = all.length();
        int i = 0;
        while (i < length) {
            char c = all.charAt(i);
            if (MappedText.isBlank(c)) {
                i++;
                continue;
            }
            int start = i;
            if (c == '"') {
                int close = all.indexOf('"', i + 1);
                int end = close < 0 ? length : close;
                i = close < 0 ? end : close + 1;
                if (close < 0 && i == start + 1 && !words.isEmpty()) {
                    break; // only the second of a pair, which is reported; there is nothing in it
                }
                words.add(new Word(pool.part(all, start + 1, end), text.span(start, i), true, start));
            } else {
                while (i < length && all.charAt(i) != '"' && !MappedText.isBlank(all.charAt(i))) {
                    i++;
                }
                words.add(new Word(pool.part(all, start, i), text.span(start, i), false, start));
            }
        }
        return List.copyOf(words);
    }
}
