/** {@code holdfast drill --live}: a switchover and back on a production pair, measured from this node. */
package holdfast.drill.live;
