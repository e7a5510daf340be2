package holdfast.conf.effective;

import holdfast.conf.ParseResult;
import java.util.List;

/** Everything that counts after a file was read, with defaults and inheritance, as a tree. */
public final class EffectiveValues {
    private EffectiveValues() {}

    /**
     * The tree of what was read.
     *
     * @param result a file that was read, with or without mistakes
     */
    public static List<Node> of(ParseResult result) {
        var body = new Body(result.configuration(), result.origins());
        RootRules.CONFIGURATION.apply(result.configuration(), body);
        return List.copyOf(body.nodes());
    }
}
