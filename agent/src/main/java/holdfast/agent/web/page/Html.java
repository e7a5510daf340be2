package holdfast.agent.web.page;

/** HTML under construction. Texts and values of attributes are escaped here, and nowhere else; names of elements and attributes are ours. */
final class Html {
    private final StringBuilder text;

    Html(int expectedSize) {
        text = new StringBuilder(expectedSize);
    }

    /**
     * Begins an element.
     *
     * @param attributes name, value, name, value and so on
     */
    Html open(String element, String... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            text.append('"');
        }
        text.append('>');
        return this;
    }

    /** Ends an element. */
    Html close(String element) {
        text.append("</").append(element).append('>');
        return this;
    }

    /** A whole element with a text. */
    Html element(String element, String content, String... attributes) {
        return open(element, attributes).words(content).close(element);
    }

    /** A text. */
    Html words(String content) {
        escape(content);
        return this;
    }

    /** A line end, for those who read the source. */
    Html line() {
        text.append('\n');
        return this;
    }

    private void escape(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
            }
        }
    }

    /** The document so far. */
    @Override
    public String toString() {
        return text.toString();
    }
}
