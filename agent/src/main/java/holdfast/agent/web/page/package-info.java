/**
 * The page of the listener, made on the server: complete and readable without a script. {@code holdfast.js} asks for it again when
 * something happens and puts in what has changed. Everything that comes from outside goes through {@link holdfast.agent.web.page.Html}, which
 * escapes it.
 */
package holdfast.agent.web.page;
