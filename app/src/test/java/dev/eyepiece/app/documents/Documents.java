package dev.eyepiece.app.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository's own text files. */
final class Documents {
  /** Tests run in the folder of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

  private Documents() {}

  static String text(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  /** The folders of the modules, as the parent POM names them. */
  static List<String> modules() throws IOException {
    return MODULE.matcher(text("pom.xml")).results().map(match -> match.group(1)).toList();
  }

  /** The cells of every table row of a Markdown file, without heads and rulers. */
  static List<List<String>> rows(String path) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = text(path).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
      if (lines.get(i).startsWith("|") && !lines.get(i).startsWith("|---") && !head) {
        String inner = lines.get(i).replaceFirst("^\\|", "").replaceFirst("\\|\\s*$", "");
        rows.add(Stream.of(inner.split("(?<!\\\\)\\|", -1)).map(String::strip).toList());
      }
    }
    return rows;
  }

  /** What stands between backticks. */
  static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
  }

  /** The first group of each match. */
  static List<String> all(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map(match -> match.group(1)).toList();
  }
}
