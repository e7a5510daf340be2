/** Virtual addresses. */
package holdfast.vip;
