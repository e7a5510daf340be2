package holdfast.conf.effective;

import holdfast.conf.model.ScriptCommand;
import java.math.BigDecimal;
import java.util.List;

/** A value, with as much of its kind as printing needs. */
public sealed interface Datum {
    /** One word. */
    record Text(String text) implements Datum {}

    /** Words that stand for what they are, never quoted. */
    record Words(List<String> words) implements Datum {
        /** Copies the list. */
        public Words {
            words = List.copyOf(words);
        }
    }

    /** A number; a time is in seconds unless its keyword says otherwise. */
    record Amount(BigDecimal number) implements Datum {}

    /** On when the keyword is there, off when it is not. */
    record Flag(boolean on) implements Datum {}

    /** Written as {@code on} or {@code off}. */
    record Switch(boolean on) implements Datum {}

    /** A command and the account it runs as. */
    record Command(ScriptCommand command) implements Datum {}
}
