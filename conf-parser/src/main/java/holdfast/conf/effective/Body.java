package holdfast.conf.effective;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.effective.Node.Line;
import holdfast.conf.effective.Node.Section;
import holdfast.conf.effective.Node.Setting;
import holdfast.conf.effective.Node.Shown;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.schema.Origins;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The nodes of one block while they are being collected. */
final class Body {
    private final Configuration configuration;
    private final Origins origins;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * A block without nodes.
     *
     * @param configuration the whole of it, for rules that must look elsewhere
     * @param origins of this block
     */
    Body(Configuration configuration, Origins origins) {
        this.configuration = configuration;
        this.origins = origins;
    }

    Configuration configuration() {
        return configuration;
    }

    Origins origins() {
        return origins;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Where a keyword, or one of others with the same meaning, has its value from. */
    Origin origin(String keyword, String... others) {
        Optional<SourceSpan> given = origins.given(keyword);
        for (String other : others) {
            given = given.isPresent() ? given : origins.given(other);
        }
        return given.<Origin>map(Origin.Given::new)
                .or(() -> origins.inherited(keyword).map(found -> new Origin.Inherited(found.keyword(), found.span())))
                .orElseGet(Origin.Default::new);
    }

    private void add(String keyword, Datum value, Shown shown, String... others) {
        nodes.add(new Setting(keyword, value, shown, origin(keyword, others)));
    }

    /** One word. */
    void text(String keyword, String text, String... others) {
        add(keyword, new Datum.Text(text), Shown.EVERYWHERE, others);
    }

    void text(String keyword, Optional<String> text, String... others) {
        text.ifPresent(present -> text(keyword, present, others));
    }

    /** One or more words of the language. */
    void words(String keyword, List<String> words, String... others) {
        add(keyword, new Datum.Words(words), Shown.EVERYWHERE, others);
    }

    void number(String keyword, long number, String... others) {
        add(keyword, number(number), Shown.EVERYWHERE, others);
    }

    /** A number where zero means none, and is no value in the file. */
    void numberOrNone(String keyword, long number) {
        add(keyword, number(number), number == 0 ? Shown.AS_DATA : Shown.EVERYWHERE);
    }

    /** A time in milliseconds. */
    void milliseconds(String keyword, Duration time) {
        BigDecimal millis = BigDecimal.valueOf(time.toNanos() / 1_000, 3).stripTrailingZeros();
        add(keyword, new Datum.Amount(millis.scale() < 0 ? millis.setScale(0) : millis), Shown.EVERYWHERE);
    }

    /** A time in seconds. */
    void seconds(String keyword, Duration time, String... others) {
        add(keyword, seconds(time), Shown.EVERYWHERE, others);
    }

    void seconds(String keyword, Optional<Duration> time) {
        time.ifPresent(present -> seconds(keyword, present));
    }

    /** A time in seconds where zero means none, and is no value in the file. */
    void secondsOrNone(String keyword, Duration time) {
        add(keyword, seconds(time), time.isZero() ? Shown.AS_DATA : Shown.EVERYWHERE);
    }

    void address(String keyword, InetAddress address, String... others) {
        text(keyword, ConfText.address(address), others);
    }

    void address(String keyword, Optional<InetAddress> address, String... others) {
        address.ifPresent(present -> address(keyword, present, others));
    }

    /** On when the keyword is there. */
    void flag(String keyword, boolean on, String... others) {
        add(keyword, new Datum.Flag(on), Shown.EVERYWHERE, others);
    }

    /** {@code on} or {@code off}. */
    void onOff(String keyword, boolean on, String... others) {
        add(keyword, new Datum.Switch(on), Shown.EVERYWHERE, others);
    }

    void command(String keyword, Optional<ScriptCommand> command) {
        command.ifPresent(present -> add(keyword, new Datum.Command(present), Shown.EVERYWHERE));
    }

    /** What has no line of its own in the file. */
    void fact(String keyword, Datum value) {
        add(keyword, value, Shown.AS_DATA);
    }

    void fact(String keyword, String text) {
        fact(keyword, new Datum.Text(text));
    }

    /** What JSON says in another way. */
    void onlyInFile(String keyword, String... words) {
        add(keyword, new Datum.Words(List.of(words)), Shown.AS_TEXT);
    }

    /**
     * A block of keywords.
     *
     * @param header what follows its keyword, as it is printed
     * @param inner its origins
     */
    void section(String keyword, String header, boolean repeatable, Origins inner, Consumer<Body> content) {
        var body = new Body(configuration, inner);
        content.accept(body);
        Origin origin = inner == origins ? origin(keyword) : new Origin.Given(inner.place());
        nodes.add(new Section(keyword, header, repeatable, body.nodes, origin));
    }

    /** A block with a name. */
    void named(String keyword, String name, Consumer<Body> content) {
        section(keyword, ConfText.word(name), true, origins.section(keyword, name), body -> {
            body.nameIs(name);
            content.accept(body);
        });
    }

    private void nameIs(String name) {
        nodes.add(new Setting("name", new Datum.Text(name), Shown.AS_DATA, new Origin.Given(origins.place())));
    }

    /** A block of values; nothing when there are none. */
    void lines(String keyword, List<Line> lines) {
        if (!lines.isEmpty()) {
            nodes.add(new Node.Lines(keyword, false, lines, origin(keyword)));
        }
    }

    /** Lines that stand in a named block without a keyword of their own. */
    void memberLines(String keyword, List<Line> lines) {
        nodes.add(new Node.Lines(keyword, true, lines, new Origin.Given(origins.place())));
    }

    /**
     * A line of a block of values.
     *
     * @param keyword the block
     * @param text the line, its first word telling where it was given
     * @param fields made by {@link #field}
     */
    Line line(String keyword, String text, List<Setting> fields) {
        String first = fields.getFirst().value() instanceof Datum.Text(String word) ? word : text;
        Origin origin =
                origins.line(keyword, first).<Origin>map(Origin.Given::new).orElseGet(() -> origin(keyword));
        return new Line(text, fields, origin);
    }

    /** A line that is one word. */
    Line line(String keyword, String word) {
        return line(keyword, ConfText.word(word), List.of(field("", new Datum.Text(word))));
    }

    static Setting field(String keyword, Datum value) {
        return new Setting(keyword, value, Shown.EVERYWHERE, new Origin.Default());
    }

    static Datum number(long number) {
        return new Datum.Amount(BigDecimal.valueOf(number));
    }

    static Datum seconds(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros();
        return new Datum.Amount(seconds.scale() < 0 ? seconds.setScale(0) : seconds);
    }
}
