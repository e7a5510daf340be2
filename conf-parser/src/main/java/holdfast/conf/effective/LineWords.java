package holdfast.conf.effective;

import holdfast.conf.effective.Node.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A line of words and values while it is being put together, as text and as fields. */
final class LineWords {
    private final StringBuilder text = new StringBuilder();
    private final List<Setting> fields = new ArrayList<>();

    String text() {
        return text.toString();
    }

    List<Setting> fields() {
        return fields;
    }

    /** Words as they are. */
    LineWords words(String words) {
        text.append(text.isEmpty() || words.isEmpty() ? "" : " ").append(words);
        return this;
    }

    /** A field that the text tells in another way, or not at all. */
    LineWords fact(String name, Datum value) {
        fields.add(Body.field(name, value));
        return this;
    }

    /** A field that is its own text. */
    LineWords first(String name, String value) {
        return fact(name, new Datum.Text(value)).words(ConfText.word(value));
    }

    /** A keyword and its value. */
    LineWords option(String keyword, Optional<String> value) {
        value.ifPresent(given -> fact(keyword, new Datum.Text(given)).words(keyword + " " + ConfText.word(given)));
        return this;
    }

    /** A keyword and its number. */
    LineWords number(String keyword, OptionalLong value) {
        value.ifPresent(given -> fact(keyword, Body.number(given)).words(keyword + " " + given));
        return this;
    }

    /** A keyword and its number. */
    LineWords number(String keyword, OptionalInt value) {
        return number(keyword, value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(value.getAsInt()));
    }

    /** A keyword alone. */
    LineWords flag(String keyword, boolean on) {
        return on ? fact(keyword, new Datum.Flag(true)).words(keyword) : this;
    }
}
