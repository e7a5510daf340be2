package holdfast.conf.syntax;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an ordinary statement into words: at blanks and at double quotes. */
final class Words {
    private Words() {}

    /** The words of a text; an unmatched quote reaches to the end. */
    static List<Word> of(MappedText text) {
        return at(cut(text.text(), new TextPool()), text);
    }

    /** Words of a text that was cut before. */
    static List<Word> at(List<Word.Cut> cuts, MappedText text) {
        int count = cuts.size();
        if (count == 1) { // nearly all have one or two, and these lists need no array
            return List.of(Word.of(cuts.getFirst(), text));
        } else if (count == 2) {
            return List.of(Word.of(cuts.getFirst(), text), Word.of(cuts.getLast(), text));
        }
        Word[] words = new Word[count];
        for (int i = 0; i < count; i++) {
            words[i] = Word.of(cuts.get(i), text);
        }
        return List.of(words);
    }

    /** How a text falls into words; words that are alike are one text. */
    static List<Word.Cut> cut(String text, TextPool pool) {
        List<Word.Cut> words = new ArrayList<>(4);
        int length = text.length();
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (MappedText.isBlank(c)) {
                i++;
                continue;
            }
            int start = i;
            if (c == '"') {
                int close = text.indexOf('"', i + 1);
                int end = close < 0 ? length : close;
                i = close < 0 ? end : close + 1;
                if (close < 0 && i == start + 1 && !words.isEmpty()) {
                    break; // only the second of a pair, which is reported; there is nothing in it
                }
                words.add(new Word.Cut(pool.part(text, start + 1, end), start, i, true));
            } else {
                while (i < length && text.charAt(i) != '"' && !MappedText.isBlank(text.charAt(i))) {
                    i++;
                }
                words.add(new Word.Cut(pool.part(text, start, i), start, i, false));
            }
        }
        return List.copyOf(words);
    }
}
