/** The election. */
package holdfast.vrrp;
