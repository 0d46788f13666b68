package io.jenkins.plugins.awsdevtools.localaws.http;

/** Builds an XML document element by element, with everything escaped. Not thread safe. */
public final class XmlText {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /** Opens an element. */
    public XmlText open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    /** Opens an element in a namespace. */
    public XmlText open(String name, String namespace) {
        out.append('<')
                .append(name)
                .append(" xmlns=\"")
                .append(escape(namespace))
                .append("\">");
        return this;
    }

    public XmlText close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** Adds an element with text. */
    public XmlText element(String name, Object text) {
        return open(name).raw(escape(String.valueOf(text))).close(name);
    }

    /** Adds text that is XML already. */
    public XmlText raw(String xml) {
        out.append(xml);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Escapes text; characters XML 1.0 cannot carry become character references, as S3 writes them. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (c < 0x20 && c != '\t' && c != '\n' || c == 0xfffe || c == 0xffff) {
                        escaped.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
