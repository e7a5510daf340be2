/** Text to words to a tree of statements. */
package holdfast.conf.syntax;
