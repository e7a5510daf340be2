/**
 * The C bindings: classes of direct-mapped functions and one kind of memory.
 *
 * <p>This is the only package of Holdfast that knows JNA, and none of its types appear in a signature: every argument is a
 * primitive, an address is a {@code long}. Direct mapping with primitives allocates nothing per call, which is what the
 * packet path needs. Only {@code holdfast.linux} calls it, from whatever thread its own caller is on; {@code errno} is kept
 * per thread and must be asked for right after the failed call.
 */
package holdfast.linux.jna;
