package dev.eyepiece.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests that pages name, as {@code Class#method} or {@code script.sh#check}.
 *
 * @param sources of all test classes, by name
 * @param ran {@code Class#method} of each test that came to an end without being skipped
 */
record NamedTests(Map<String, String> sources, Set<String> ran) {
  private static final Pattern CASE = Pattern.compile("<testcase\\s[^>]*>", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\sname=\"(\\w+)");
  private static final Pattern TYPE = Pattern.compile("\\sclassname=\"([\\w.$]+)");

  /** Groups that the default run leaves to its other options or to a later step. */
  private static final Pattern LATER =
      Pattern.compile("@Tag\\(\"(?:peers|long|x11)\"\\)[^;{]*?(?:class (\\w+)|void (\\w+)\\()");

  /** Each row of a page's tables has three cells, and its last one names tests. */
  static void assertEachRowNamesTests(String page, int least) throws IOException {
    List<List<String>> rows = Documents.rows(page);
    assertThat(rows).hasSizeGreaterThan(least);
    for (List<String> row : rows) {
      assertThat(row).as("%s", row).hasSize(3).doesNotContain("");
      assertThat(Documents.code(row.get(2))).as("%s", row).isNotEmpty();
    }
  }

  /** Each test that a page's tables name is there and ran in this build. */
  static void assertEachExistsAndRan(String page) throws IOException {
    NamedTests tests = new NamedTests(readSources(), readReports());
    List<String> missing = new ArrayList<>();
    for (List<String> row : Documents.rows(page)) {
      for (String test : Documents.code(row.get(2))) {
        tests.trouble(test).ifPresent(missing::add);
      }
    }
    assertThat(missing).as("%s names tests that do not hold it", page).isEmpty();
  }

  private Optional<String> trouble(String test) throws IOException {
    String[] parts = test.split("#", -1);
    if (parts.length != 2) {
      return Optional.of(test + " is not Class#method or script.sh#check");
    }
    if (parts[0].endsWith(".sh")) {
      // Scripts run after this; the run fails when one of their checks does.
      Path script = Documents.ROOT.resolve(".build/tests").resolve(parts[0]);
      boolean there =
          Files.exists(script) && Files.readString(script).contains('"' + parts[1] + '"');
      return there ? Optional.empty() : Optional.of(test + " does not exist");
    }
    String source = sources.get(parts[0]);
    if (source == null || !source.matches("(?s).*\\b" + Pattern.quote(parts[1]) + "\\b.*")) {
      return Optional.of(test + " does not exist");
    }
    return ran.contains(test)
            || later(source).contains(parts[1])
            || later(source).contains(parts[0])
        ? Optional.empty()
        : Optional.of(test + " did not run, or was skipped");
  }

  /** The names of classes and methods that belong to another run. */
  private static Set<String> later(String source) {
    Set<String> names = new HashSet<>();
    LATER
        .matcher(source)
        .results()
        .forEach(match -> names.add(match.group(1) == null ? match.group(2) : match.group(1)));
    return names;
  }

  private static Map<String, String> readSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : Documents.modules()) {
      Path tests = Documents.ROOT.resolve(module).resolve("src/test/java");
      if (Files.isDirectory(tests)) {
        try (Stream<Path> files = Files.walk(tests)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
            // Two modules may have a class of the same name: either may have the method.
            String name = file.getFileName().toString().replace(".java", "");
            sources.merge(name, Files.readString(file), String::concat);
          }
        }
      }
    }
    return sources;
  }

  private static Set<String> readReports() throws IOException {
    Set<String> ran = new HashSet<>();
    for (String module : Documents.modules()) {
      Path reports = Documents.ROOT.resolve(module).resolve("target/surefire-reports");
      if (Files.isDirectory(reports)) {
        try (Stream<Path> files = Files.list(reports)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
            ran.addAll(finished(Files.readString(file)));
          }
        }
      }
    }
    return ran;
  }

  private static Set<String> finished(String report) {
    Set<String> ran = new HashSet<>();
    CASE.matcher(report)
        .results()
        .forEach(match -> {
          String name = Documents.all(NAME, match.group()).getFirst();
          String type = Documents.all(TYPE, match.group()).getFirst();
          boolean skipped = report.substring(match.end()).stripLeading().startsWith("<skipped");
          if (!skipped) {
            ran.add(type.replaceFirst(".*[.$]", "") + '#' + name);
          }
        });
    return ran;
  }
}
