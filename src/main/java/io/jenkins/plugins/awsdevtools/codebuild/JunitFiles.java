package io.jenkins.plugins.awsdevtools.codebuild;

import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportReader;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ReportSummary;
import io.jenkins.plugins.awsdevtools.engine.codebuild.TestOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Tests as JUnit XML, written as they arrive. A file has a thousand of them at most, because whoever reads it holds it in
 * memory as a whole.
 */
final class JunitFiles implements ReportReader.TestSink, Closeable {

    private static final Logger LOGGER = Logger.getLogger(JunitFiles.class.getName());
    private static final int MOST = 1000;

    private final Path folder;
    private OutputStream file;
    private XMLStreamWriter xml;
    private String suite;
    private int written;
    private int files;

    JunitFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void test(ReportSummary report, TestOutcome test) throws IOException {
        try {
            String wanted = test.suite().isEmpty() ? report.group() : test.suite();
            if (xml == null || written == MOST || !wanted.equals(suite)) {
                close();
                open(wanted);
            }
            write(test);
            written++;
        } catch (XMLStreamException broken) {
            throw new IOException(broken);
        }
    }

    private void open(String name) throws IOException, XMLStreamException {
        Files.createDirectories(folder);
        file = Files.newOutputStream(folder.resolve("TEST-" + files++ + ".xml"));
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(file, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(name));
        suite = name;
        written = 0;
    }

    private void write(TestOutcome test) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(test.type().isEmpty() ? suite : test.type()));
        xml.writeAttribute("name", clean(test.name()));
        xml.writeAttribute("time", Double.toString(test.duration().toNanos() / 1e9));
        String element =
                switch (test.status()) {
                    case "FAILED" -> "failure";
                    case "ERROR" -> "error";
                    case "SKIPPED", "UNKNOWN" -> "skipped";
                    default -> null;
                };
        if (element != null) {
            xml.writeStartElement(element);
            xml.writeAttribute(
                    "message", clean(test.message().lines().findFirst().orElse("")));
            xml.writeCharacters(clean(test.message()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Without what XML 1.0 cannot hold. */
    private static String clean(String text) {
        return text.replaceAll("[^\\u0009\\u000A\\u000D\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
    }

    @Override
    public void close() throws IOException {
        if (xml == null) {
            return;
        }
        try (OutputStream closing = file) {
            xml.writeEndDocument();
            xml.close();
            closing.flush();
        } catch (XMLStreamException broken) {
            throw new IOException(broken);
        } finally {
            xml = null;
        }
    }

    /** Deletes what was written, to its end or not. */
    void delete() {
        try {
            close();
        } catch (IOException cutOff) {
            LOGGER.log(Level.FINE, "The last test file of a build has no end", cutOff);
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                Files.deleteIfExists(one);
            }
            Files.deleteIfExists(folder);
        } catch (IOException kept) {
            LOGGER.log(Level.FINE, "Cannot delete the test files of a build", kept);
        }
    }
}
