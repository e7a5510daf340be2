/** What a configuration means. */
package holdfast.conf.model;
