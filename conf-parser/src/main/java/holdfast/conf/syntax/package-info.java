/**
 * From bytes to a tree of statements; knows the language of {@code keepalived.conf}, not its keywords.
 *
 * <p>Three stages: {@link holdfast.conf.syntax.Preprocessor} decodes, strips comments and resolves includes,
 * conditions, definitions and sequences into plain lines whose characters remember where they came from; {@link
 * holdfast.conf.syntax.Lexer} cuts the lines at braces; {@link holdfast.conf.syntax.TreeBuilder} nests statements and
 * finds missing and extra braces, asking a {@link holdfast.conf.syntax.Grammar} which words belong where.
 *
 * <p>Called by {@code ConfigurationReader} and by {@code holdfast.conf.schema} (which takes words apart), on the thread
 * that reads the configuration. Nothing here throws on input; every loop is bounded by {@link
 * holdfast.conf.syntax.Limits}.
 */
package holdfast.conf.syntax;
