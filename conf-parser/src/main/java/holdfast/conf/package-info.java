/**
 * The door to the configuration parser: bytes of {@code keepalived.conf} in, an immutable {@link
 * holdfast.conf.model.Configuration} and a list of {@link holdfast.conf.diagnostic.Diagnostic}s out.
 *
 * <p>The way of a line: {@code holdfast.conf.syntax} decodes the bytes, resolves includes, conditions, parameters and
 * sequences while keeping the original place of every word, and builds a tree of statements; {@code
 * holdfast.conf.schema} runs the tree through the keyword tables into drafts, checks the whole file and turns the drafts
 * into {@code holdfast.conf.model}.
 *
 * <p>Pure: no I/O (files come through {@link holdfast.conf.SourceLoader}), no clock, no threads, no static state. The
 * agent calls it from whatever thread starts or reloads; a call shares nothing with any other.
 */
package holdfast.conf;
