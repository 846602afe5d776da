package dev.eyepiece.app.ottl;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.OtlpFile;
import dev.eyepiece.ottl.Diagnostic;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlOptions;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ottl.RuleSource;
import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.TelemetryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests of rules in folders: each folder with an {@code in.json} or {@code in.jsonl} is a test,
 * what is expected is its {@code out.json} or {@code out.jsonl}, and the rules are its {@code
 * rules.yaml}, {@code .yml} or {@code .txt}, else the nearest above it.
 */
public final class RuleTests {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_TESTS = 10_000;
  private static final long MAX_RULES_BYTES = 16 << 20;
  private static final List<String> IN = List.of("in.json", "in.jsonl");
  private static final List<String> OUT = List.of("out.json", "out.jsonl");
  private static final List<String> RULES = List.of("rules.yaml", "rules.yml", "rules.txt");

  private final Path root;
  private final OttlOptions options;

  /**
   * What came of a test.
   *
   * @param failure empty when it passed
   */
  public record Result(String name, String failure) {}

  public RuleTests(Path root, OttlOptions options) {
    this.root = root;
    this.options = options;
  }

  /** Runs all tests, in the order of their names. */
  public List<Result> run() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
      folders =
          all.filter(Files::isDirectory)
              .filter(folder -> first(folder, IN) != null)
              .sorted()
              .limit(MAX_TESTS + 1L)
              .toList();
    }
    if (folders.size() > MAX_TESTS) {
      throw new IOException("there are more than " + MAX_TESTS + " tests below " + root);
    }
    List<Result> results = new ArrayList<>();
    for (Path folder : folders) {
      String name = root.relativize(folder).toString();
      results.add(new Result(name.isEmpty() ? "." : name, failure(folder)));
    }
    return results;
  }

  private static @Nullable Path first(Path folder, List<String> names) {
    return names.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Path rules(Path folder) {
    Path at = folder;
    while (at != null) {
      Path rules = first(at, RULES);
      if (rules != null || at.equals(root)) {
        return rules;
      }
      at = at.getParent();
    }
    return null;
  }

  private String failure(Path folder) throws IOException {
    Path in = first(folder, IN);
    Path out = first(folder, OUT);
    Path rules = rules(folder);
    if (in == null || out == null || rules == null) {
      return out == null
          ? "there is no out.json or out.jsonl that says what is expected"
          : "there is no rules.yaml, rules.yml or rules.txt in it or above it";
    }
    try {
      RuleSet compiled = compile(rules);
      return difference(trees(out, null), trees(in, compiled)).orElse("");
    } catch (RuleSyntaxException e) {
      return rules + ": " + e.getMessage();
    } catch (FileFormatException e) {
      return String.valueOf(e.getMessage());
    } catch (OttlRunException e) {
      return "the rules refuse it: " + e.getMessage();
    }
  }

  private RuleSet compile(Path rules) throws IOException, RuleSyntaxException {
    if (Files.size(rules) > MAX_RULES_BYTES) {
      throw new RuleSyntaxException("it is larger than 16 MiB");
    }
    Ottl.Compilation compiled =
        new Ottl().compile(RuleSource.read(Files.readString(rules)), options);
    RuleSet set = compiled.rules();
    if (set == null) {
      Diagnostic first = compiled.diagnostics().getFirst();
      throw new RuleSyntaxException(first.toString());
    }
    return set;
  }

  /**
   * The requests of a file, what is left of them when there are rules; empty ones left out. {@code
   * {}} stands for nothing that is left.
   */
  private static List<String> trees(Path file, @Nullable RuleSet rules)
      throws IOException, FileFormatException, OttlRunException {
    List<String> texts = new ArrayList<>();
    if (rules == null && Files.size(file) < 16 && Files.readString(file).strip().equals("{}")) {
      return texts;
    }
    List<OttlRunException> refused = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      OtlpFile.read(
          in,
          file.toString(),
          (signal, request, place) -> {
            try {
              TelemetryTree tree = TelemetryTree.read(signal, request, request.length);
              boolean left =
                  rules == null || !refused.isEmpty() || rules.apply(tree, rules.counters());
              if (left && !tree.resources().isEmpty()) {
                texts.add(OtlpJson.write(tree));
              }
            } catch (MalformedOtlpException e) {
              throw new FileFormatException(place + ": " + e.getMessage());
            } catch (OttlRunException e) {
              refused.add(e);
            }
          });
    }
    if (!refused.isEmpty()) {
      throw refused.getFirst();
    }
    return texts;
  }

  private static Optional<String> difference(List<String> expected, List<String> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      Optional<String> difference =
          JsonDifference.of(JsonText.read(expected.get(i)), JsonText.read(found.get(i)));
      if (difference.isPresent()) {
        return difference.map((expected.size() == 1 ? "" : "request " + (i + 1) + ": ")::concat);
      }
    }
    return expected.size() == found.size()
        ? Optional.empty()
        : Optional.of(
            "expected "
                + expected.size()
                + " requests, found "
                + found.size()
                + " after the rules");
  }
}
