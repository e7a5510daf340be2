/**
 * The keywords: tables of blocks with the kind, range, default and support level of every argument; readers that fill
 * drafts from the syntax tree; checks over the whole file; and the compilers that turn drafts into effective values.
 *
 * <p>To add a keyword, add a row to a table ({@code GlobalTable}, {@code InstanceTable}, {@code GroupTable}, {@code
 * TrackTables}, {@code RootTable}). Suggestions, misplaced-word hints and brace repair follow from the tables.
 *
 * <p>{@link holdfast.conf.schema.Interpreter} is the entry, called by {@code ConfigurationReader} on the thread that
 * reads the configuration. Drafts are mutable and never leave this package.
 */
package holdfast.conf.schema;
