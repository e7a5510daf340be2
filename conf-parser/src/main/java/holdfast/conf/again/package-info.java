/**
 * Reading a configuration again and again, as a daemon does: what has not changed is not understood anew.
 *
 * <p>{@link holdfast.conf.again.Rereader} is the entry. A large file is large because of its virtual servers; their text is recognised by its
 * bytes, and everything else goes through the parser as ever.
 */
package holdfast.conf.again;
