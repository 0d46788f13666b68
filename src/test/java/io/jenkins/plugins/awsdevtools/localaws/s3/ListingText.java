package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import io.jenkins.plugins.awsdevtools.localaws.http.XmlText;
import java.util.List;

/** The XML of a listing, with names URL-encoded where that was asked for ({@code encoding-type=url}). */
final class ListingText {
    private final XmlText xml = new XmlText();
    private final String root;
    private final boolean urlEncoded;

    ListingText(S3Request request, String root) {
        this.root = root;
        this.urlEncoded = request.query("encoding-type")
                .map(type -> {
                    if (!type.equals("url")) {
                        throw S3Errors.invalidArgument(
                                "Invalid Encoding Method specified in Request", "encoding-type", type);
                    }
                    return true;
                })
                .orElse(false);
        xml.open(root, S3Service.NAMESPACE);
        if (urlEncoded) {
            xml.element("EncodingType", "url");
        }
    }

    XmlText xml() {
        return xml;
    }

    /** Adds an element with a key, a prefix or a delimiter. */
    ListingText name(String element, String name) {
        xml.element(element, urlEncoded ? UriEncoding.encodePath(name) : name);
        return this;
    }

    ListingText element(String element, Object value) {
        xml.element(element, value);
        return this;
    }

    ListingText commonPrefixes(List<String> prefixes) {
        for (String prefix : prefixes) {
            xml.open("CommonPrefixes");
            name("Prefix", prefix);
            xml.close("CommonPrefixes");
        }
        return this;
    }

    ListingText owner(S3Request request, String element) {
        xml.open(element).element("ID", request.call().caller().accountId()).close(element);
        return this;
    }

    String end() {
        return xml.close(root).toString();
    }
}
