package holdfast.agent.log;

/** What a line looks like where it is written. */
@FunctionalInterface
interface LineShape {
    /** The line with its line end, or several lines. */
    String format(LogLine line);
}
