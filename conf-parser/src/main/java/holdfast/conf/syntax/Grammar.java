package holdfast.conf.syntax;

/**
 * What the tree builder must know about keywords to tell a missing brace from a misplaced word. Kinds of blocks are
 * named by strings of the implementation's choice; {@link #ROOT} is the file itself.
 */
public interface Grammar {
    /** The kind of the outermost level. */
    String ROOT = "";

    /** The kind of blocks nothing is known about: every word is legal in them. */
    String OPAQUE = "*";

    /** Whether a word can only stand outside all blocks and begins a block, so that it proves all others ended. */
    boolean beginsRootBlock(String word);

    /** Whether a word is a keyword of that kind of block. In blocks of values and in opaque ones nothing is. */
    boolean isKeyword(String kind, String word);

    /** Whether a word is a keyword of any block. */
    boolean isKeywordSomewhere(String word);

    /** Whether the word must be followed by a block there. */
    boolean needsBlock(String kind, String word);

    /** The kind of the block that follows a word there; {@link #OPAQUE} for words that are not known. */
    String kindOfBlock(String kind, String word);
}
