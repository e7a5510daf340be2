package holdfast.conf.syntax;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an ordinary statement into words: at blanks and at double quotes. */
final class Words {
    private Words() {}

    /** The words of a text; an unmatched quote reaches to the end. */
    static List<Word> of(MappedText text) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (MappedText.isBlank(c)) {
                i++;
                continue;
            }
            int start = i;
            if (c == '"') {
                int close = text.text().indexOf('"', i + 1);
                int end = close < 0 ? text.length() : close;
                i = close < 0 ? end : close + 1;
                if (close < 0 && i == start + 1 && !words.isEmpty()) {
                    return words; // only the second of a pair, which is reported; there is nothing in it
                }
                words.add(new Word(text.text().substring(start + 1, end), text.span(start, i), true, start));
            } else {
                while (i < text.length() && !MappedText.isBlank(text.charAt(i)) && text.charAt(i) != '"') {
                    i++;
                }
                words.add(new Word(text.text().substring(start, i), text.span(start, i), false, start));
            }
        }
        return words;
    }
}
