/**
 * What a drill found, written down: a table for the terminal, a page for people, a file for programs.
 *
 * <p>Everything here turns a {@link holdfast.drill.report.DrillReport} into text and does nothing else; called once, at the
 * end of a drill, on its main thread. The page refers to nothing outside of itself. The file's schema is in {@code
 * docs/drill.md} and changes only with its name.
 */
package holdfast.drill.report;
