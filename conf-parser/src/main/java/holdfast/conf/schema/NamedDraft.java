package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;

/** A block with a name while it is being read. */
abstract class NamedDraft extends Draft {
    final String name;

    /**
     * A draft of a named block.
     *
     * @param keyword of the block
     * @param name its name; messages call it keyword and name
     * @param place where it was opened
     */
    NamedDraft(String keyword, String name, SourceSpan place) {
        super(keyword + " " + name, place);
        this.name = name;
    }
}
