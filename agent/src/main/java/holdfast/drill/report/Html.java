package holdfast.drill.report;

/** Text in a page. */
final class Html {
    private Html() {}

    /** Makes text safe as content and as an attribute's value. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
