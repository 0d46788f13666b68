package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Report groups, and what the builds put into them.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/test-reporting.html">Test reports in CodeBuild</a>
 */
public final class LocalReports {

    /** "The maximum number of paginated test cases returned per response": at most 100 (DescribeTestCases). */
    private static final int MOST = 100;

    /** "Reports expire 30 days after they are created." */
    private static final Duration LIFE = Duration.ofDays(30);

    private final String account;
    private final Clock clock;
    private final Map<String, ObjectNode> groups = new LinkedHashMap<>();
    private final Map<String, ObjectNode> reports = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> details = new LinkedHashMap<>();

    LocalReports(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Takes a group and its reports away, as somebody else might. */
    public synchronized void deleteGroup(String groupArn) {
        groups.remove(groupArn);
        List<String> gone = reports.entrySet().stream()
                .filter(report ->
                        report.getValue().get("reportGroupArn").asText().equals(groupArn))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(reports::remove);
        gone.forEach(details::remove);
    }

    /** The ARNs of all groups of a region. */
    public synchronized List<String> groups(String region) {
        return groups.keySet().stream()
                .filter(arn -> arn.contains(":" + region + ":"))
                .sorted()
                .toList();
    }

    synchronized ObjectNode createGroup(String region, JsonNode body) {
        String name = CodeBuildService.required(body, "name");
        String arn = groupArn(region, name);
        if (groups.containsKey(arn)) {
            throw new AwsError("ResourceAlreadyExistsException", 400, "Report group already exists: " + arn);
        }
        return group(region, name, CodeBuildService.required(body, "type"));
    }

    private ObjectNode group(String region, String name, String type) {
        return groups.computeIfAbsent(groupArn(region, name), arn -> JsonNodeFactory.instance
                .objectNode()
                .put("arn", arn)
                .put("name", name)
                .put("type", type)
                .put("status", "ACTIVE"));
    }

    private String groupArn(String region, String name) {
        return "arn:aws:codebuild:" + region + ":" + account + ":report-group/" + name;
    }

    /**
     * Makes a report of what a build left. A group that does not exist is made, named after the project ("CodeBuild
     * creates a report group ... project-name-report-group-name").
     */
    synchronized Optional<String> collect(BuildState build, Buildspec.Reports wanted, Path source) throws IOException {
        boolean coverage = !wanted.format().equals("JUNITXML");
        String name = wanted.group().startsWith("arn:")
                ? wanted.group().substring(wanted.group().lastIndexOf('/') + 1)
                : build.project() + "-" + wanted.group();
        ObjectNode group = group(build.region(), name, coverage ? "CODE_COVERAGE" : "TEST");
        String arn = group.get("arn").asText().replace(":report-group/", ":report/") + ":" + UUID.randomUUID();
        List<ObjectNode> found = new ArrayList<>();
        for (Path file : files(wanted, source)) {
            found.addAll(ReportFiles.read(file, wanted.format(), arn));
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("arn", arn).put("name", arn.substring(arn.lastIndexOf('/') + 1));
        report.put("type", coverage ? "CODE_COVERAGE" : "TEST")
                .put("reportGroupArn", group.get("arn").asText());
        report.put("executionId", build.json().get("arn").asText()).put("truncated", false);
        report.put("created", clock.millis() / 1000.0);
        report.put("expired", clock.instant().plus(LIFE).toEpochMilli() / 1000.0);
        boolean good = coverage ? coverage(found, report) : tests(found, report);
        report.put("status", good ? "SUCCEEDED" : "FAILED");
        reports.put(arn, report);
        details.put(arn, found);
        return Optional.of(arn);
    }

    private static boolean tests(List<ObjectNode> cases, ObjectNode report) {
        ObjectNode summary = report.putObject("testSummary").put("total", cases.size());
        ObjectNode counts = summary.putObject("statusCounts");
        long nanoSeconds = 0;
        for (String status : List.of("SUCCEEDED", "FAILED", "ERROR", "SKIPPED", "UNKNOWN")) {
            counts.put(status, 0);
        }
        for (ObjectNode test : cases) {
            String status = test.get("status").asText();
            counts.put(status, counts.get(status).asInt() + 1);
            nanoSeconds += test.get("durationInNanoSeconds").asLong();
        }
        summary.put("durationInNanoSeconds", nanoSeconds);
        return counts.get("FAILED").asInt() + counts.get("ERROR").asInt() == 0;
    }

    private static boolean coverage(List<ObjectNode> files, ObjectNode report) {
        ObjectNode summary = report.putObject("codeCoverageSummary");
        for (String what : List.of("lines", "branches")) {
            int covered = files.stream()
                    .mapToInt(file -> file.path(what + "Covered").asInt())
                    .sum();
            int missed = files.stream()
                    .mapToInt(file -> file.path(what + "Missed").asInt())
                    .sum();
            summary.put(what + "Covered", covered).put(what + "Missed", missed);
            summary.put(
                    (what.equals("lines") ? "line" : "branch") + "CoveragePercentage",
                    covered + missed == 0 ? 0 : 100.0 * covered / (covered + missed));
        }
        return true;
    }

    private static List<Path> files(Buildspec.Reports wanted, Path source) throws IOException {
        Path base = source.resolve(wanted.baseDirectory()).normalize();
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        List<Glob> globs = wanted.files().stream().map(Glob::new).toList();
        try (Stream<Path> all = Files.walk(base)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> globs.stream()
                            .anyMatch(glob -> glob.matches(base.relativize(file).toString())))
                    .sorted()
                    .toList();
        }
    }

    synchronized ObjectNode get(List<String> arns) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putArray("reports");
        ArrayNode missing = answer.putArray("reportsNotFound");
        for (String arn : arns) {
            ObjectNode report = reports.get(arn);
            if (report == null) {
                missing.add(arn);
            } else {
                found.add(report.deepCopy());
            }
        }
        return answer;
    }

    /** A page of test cases or files, at most 100. */
    synchronized ObjectNode page(JsonNode body, String field) {
        String arn = CodeBuildService.required(body, "reportArn");
        List<ObjectNode> all = details.get(arn);
        if (all == null) {
            throw new AwsError("ResourceNotFoundException", 400, "Report " + arn + " does not exist");
        }
        int size = body.path("maxResults").asInt(MOST);
        if (size < 1 || size > MOST) {
            throw StartRequest.invalid("1 validation error detected: Value '" + size + "' at 'maxResults' failed to"
                    + " satisfy constraint: Member must have value less than or equal to 100");
        }
        int from = body.path("nextToken").asInt(0);
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode page = answer.putArray(field);
        all.subList(from, to).forEach(page::add);
        if (to < all.size()) {
            answer.put("nextToken", Integer.toString(to));
        }
        return answer;
    }
}
