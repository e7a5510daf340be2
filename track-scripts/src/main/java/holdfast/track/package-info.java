/** Tracked things. */
package holdfast.track;
