package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.HashMap;
import java.util.Map;

/** A block while it is being read. */
class Draft {
    private final String label;
    private final SourceSpan place;
    private final Map<String, SourceSpan> seen = new HashMap<>();

    /**
     * A draft of a block.
     *
     * @param label how messages call it, such as {@code vrrp_instance VI_1}
     * @param place where it was opened
     */
    Draft(String label, SourceSpan place) {
        this.label = label;
        this.place = place;
    }

    String label() {
        return label;
    }

    SourceSpan place() {
        return place;
    }

    /** Notes that a keyword was given; where it was given before, or null. */
    SourceSpan see(String keyword, SourceSpan where) {
        return seen.putIfAbsent(keyword, where);
    }

    /** Where a keyword was first given, or null; also when its value was no good. */
    SourceSpan whereSeen(String keyword) {
        return seen.get(keyword);
    }
}
