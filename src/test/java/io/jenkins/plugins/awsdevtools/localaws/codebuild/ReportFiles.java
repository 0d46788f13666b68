package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What CodeBuild reads of the files that a buildspec's {@code reports} name. A file that cannot be read counts for
 * nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_TestCase.html">TestCase</a>
 */
final class ReportFiles {

    private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000);

    private ReportFiles() {}

    static List<ObjectNode> read(Path file, String format, String reportArn) throws IOException {
        Document document;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            document = factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException unreadable) {
            return List.of();
        }
        return switch (format) {
            case "JUNITXML" -> tests(document, reportArn, file);
            case "COBERTURAXML" -> cobertura(document, reportArn);
            case "JACOCOXML" -> jacoco(document, reportArn);
            default -> List.of();
        };
    }

    private static List<ObjectNode> tests(Document document, String reportArn, Path file) {
        List<ObjectNode> tests = new ArrayList<>();
        for (Element test : elements(document, "testcase")) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("reportArn", reportArn)
                    .put("testRawDataPath", file.getFileName().toString());
            json.put("prefix", test.getAttribute("classname")).put("name", test.getAttribute("name"));
            if (test.getParentNode() instanceof Element suite) {
                json.put("testSuiteName", suite.getAttribute("name"));
            }
            String time = test.getAttribute("time");
            json.put(
                    "durationInNanoSeconds",
                    time.isEmpty() ? 0 : new BigDecimal(time).multiply(NANO).longValue());
            String status = "SUCCEEDED";
            String message = "";
            for (String bad : List.of("failure", "error", "skipped")) {
                NodeList told = test.getElementsByTagName(bad);
                if (told.getLength() > 0) {
                    status = bad.equals("failure") ? "FAILED" : bad.equals("error") ? "ERROR" : "SKIPPED";
                    Element first = (Element) told.item(0);
                    message = first.getAttribute("message").isEmpty()
                            ? first.getTextContent()
                            : first.getAttribute("message");
                }
            }
            json.put("status", status).put("message", message);
            tests.add(json);
        }
        return tests;
    }

    private static List<ObjectNode> cobertura(Document document, String reportArn) {
        List<ObjectNode> files = new ArrayList<>();
        for (Element type : elements(document, "class")) {
            int covered = 0;
            int missed = 0;
            NodeList lines = type.getElementsByTagName("line");
            for (int i = 0; i < lines.getLength(); i++) {
                boolean hit = !((Element) lines.item(i)).getAttribute("hits").equals("0");
                covered += hit ? 1 : 0;
                missed += hit ? 0 : 1;
            }
            files.add(file(reportArn, type.getAttribute("filename"), covered, missed, 0, 0));
        }
        return files;
    }

    private static List<ObjectNode> jacoco(Document document, String reportArn) {
        List<ObjectNode> files = new ArrayList<>();
        for (Element source : elements(document, "sourcefile")) {
            int[] counts = new int[4];
            NodeList counters = source.getElementsByTagName("counter");
            for (int i = 0; i < counters.getLength(); i++) {
                Element counter = (Element) counters.item(i);
                int at = counter.getAttribute("type").equals("LINE")
                        ? 0
                        : counter.getAttribute("type").equals("BRANCH") ? 2 : -1;
                if (at >= 0) {
                    counts[at] = Integer.parseInt(counter.getAttribute("covered"));
                    counts[at + 1] = Integer.parseInt(counter.getAttribute("missed"));
                }
            }
            files.add(file(reportArn, source.getAttribute("name"), counts[0], counts[1], counts[2], counts[3]));
        }
        return files;
    }

    private static ObjectNode file(
            String reportArn, String path, int lines, int linesMissed, int branches, int branchesMissed) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("id", UUID.randomUUID().toString()).put("reportARN", reportArn).put("filePath", path);
        file.put("linesCovered", lines).put("linesMissed", linesMissed);
        file.put("branchesCovered", branches).put("branchesMissed", branchesMissed);
        file.put("lineCoveragePercentage", lines + linesMissed == 0 ? 0 : 100.0 * lines / (lines + linesMissed));
        return file;
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
