/** Keyword tables and diagnostics. */
package holdfast.conf.schema;
