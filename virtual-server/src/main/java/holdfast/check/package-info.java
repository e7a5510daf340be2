/**
 * The checks of real servers, one class a kind, on one selector loop of their own: nothing here can delay an advertisement.
 */
package holdfast.check;
