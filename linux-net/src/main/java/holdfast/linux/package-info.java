/** Linux. */
package holdfast.linux;
