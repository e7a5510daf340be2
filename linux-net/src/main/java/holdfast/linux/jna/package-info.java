/** C bindings. */
package holdfast.linux.jna;
