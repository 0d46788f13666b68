package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The XML document of a request's body; entities are not expanded. */
public final class XmlBody {
    private final Element element;

    private XmlBody(Element element) {
        this.element = element;
    }

    /**
     * Parses a document with this root.
     *
     * @throws io.jenkins.plugins.awsdevtools.localaws.AwsError {@code MalformedXML}
     */
    public static XmlBody parse(byte[] document, String root) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Element element = builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
            if (!root.equals(element.getLocalName())) {
                throw S3Errors.malformedXml();
            }
            return new XmlBody(element);
        } catch (SAXException e) {
            throw S3Errors.malformedXml();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The child elements with a name. */
    public List<XmlBody> children(String name) {
        List<XmlBody> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && name.equals(child.getLocalName())) {
                children.add(new XmlBody(child));
            }
        }
        return children;
    }

    /** The first child element with a name. */
    public Optional<XmlBody> child(String name) {
        return children(name).stream().findFirst();
    }

    /** The text of a child. */
    public Optional<String> text(String name) {
        return child(name).map(found -> found.element.getTextContent());
    }

    /** The text of this element. */
    public String text() {
        return element.getTextContent();
    }

    /** The text of a child that has to be there. */
    public String required(String name) {
        return text(name).orElseThrow(S3Errors::malformedXml);
    }
}
