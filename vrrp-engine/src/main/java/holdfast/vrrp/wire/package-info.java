/** Bytes. */
package holdfast.vrrp.wire;
