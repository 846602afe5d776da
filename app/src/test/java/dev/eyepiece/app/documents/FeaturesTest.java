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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each feature of {@code docs/features.md} names the tests that hold it; each of these exists and
 * ran in this build. Runs when all other tests have their reports.
 */
@Tag("documents")
class FeaturesTest {
  private static final String PAGE = "docs/features.md";
  private static final Pattern CASE = Pattern.compile("<testcase\\s[^>]*>", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\sname=\"(\\w+)");
  private static final Pattern TYPE = Pattern.compile("\\sclassname=\"([\\w.$]+)");

  /** Groups that the default run leaves to its other options or to a later step. */
  private static final Pattern LATER =
      Pattern.compile("@Tag\\(\"(?:peers|long|x11)\"\\)[^;{]*?(?:class (\\w+)|void (\\w+)\\()");

  @Test
  void each_feature_says_how_to_use_it_and_which_test_holds_it() throws Exception {
    List<List<String>> rows = Documents.rows(PAGE);
    assertThat(rows).hasSizeGreaterThan(20);
    for (List<String> row : rows) {
      assertThat(row).as("%s", row).hasSize(3).doesNotContain("");
      assertThat(Documents.code(row.get(2))).as("%s", row).isNotEmpty();
    }
  }

  @Test
  void each_named_test_exists_and_ran() throws Exception {
    Map<String, String> sources = sources();
    Set<String> ran = ran();
    List<String> missing = new ArrayList<>();
    for (List<String> row : Documents.rows(PAGE)) {
      for (String test : Documents.code(row.get(2))) {
        trouble(test, sources, ran).ifPresent(missing::add);
      }
    }
    assertThat(missing).as("%s names tests that do not hold it", PAGE).isEmpty();
  }

  private static Optional<String> trouble(String test, Map<String, String> sources, Set<String> ran)
      throws IOException {
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

  /** The sources of all test classes, by name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : Documents.modules()) {
      Path tests = Documents.ROOT.resolve(module).resolve("src/test/java");
      if (Files.isDirectory(tests)) {
        try (Stream<Path> files = Files.walk(tests)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
            sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
          }
        }
      }
    }
    return sources;
  }

  /** {@code Class#method} of each test that came to an end without being skipped. */
  private static Set<String> ran() throws IOException {
    Set<String> ran = new HashSet<>();
    for (String module : Documents.modules()) {
      Path reports = Documents.ROOT.resolve(module).resolve("target/surefire-reports");
      if (Files.isDirectory(reports)) {
        try (Stream<Path> files = Files.list(reports)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
            ran.addAll(ran(Files.readString(file)));
          }
        }
      }
    }
    return ran;
  }

  private static Set<String> ran(String report) {
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
