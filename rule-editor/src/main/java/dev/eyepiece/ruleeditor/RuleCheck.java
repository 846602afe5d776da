package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Diagnostic;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlOptions;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ottl.RuleSource;
import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What compiling the editor's text came to.
 *
 * @param rules null when something is wrong, and for a text without a statement
 */
record RuleCheck(@Nullable RuleSet rules, List<Mark> marks) {

  /** Rules that tell why a condition did not hold. */
  private static final OttlOptions EXPLAINED = OttlOptions.DEFAULT.explained();

  static RuleCheck of(Ottl ottl, String text, Signal signal) {
    RuleText parts = RuleText.of(text);
    if (parts.statements().isEmpty()) {
      return new RuleCheck(null, List.of());
    }
    RuleSource source;
    try {
      source =
          parts.yaml()
              ? RuleSource.read(text)
              : RuleSource.statements(
                  signal, parts.statements().stream().map(RuleText.Statement::text).toList());
    } catch (RuleSyntaxException e) {
      return new RuleCheck(null, List.of(new Mark(0, 0, String.valueOf(e.getMessage()))));
    }
    Ottl.Compilation compiled = ottl.compile(source, EXPLAINED);
    List<Mark> marks = new ArrayList<>();
    for (Diagnostic one : compiled.diagnostics()) {
      marks.add(mark(text, parts, one));
    }
    return new RuleCheck(compiled.rules(), List.copyOf(marks));
  }

  private static Mark mark(String text, RuleText parts, Diagnostic one) {
    int statement = place(text, parts, one);
    int start = Math.clamp(statement + one.start(), 0, text.length());
    int end = Math.clamp(statement + Math.max(one.end(), one.start()), start, text.length());
    return new Mark(start, end, one.message());
  }

  /** Where the statement of a diagnostic starts in the text. */
  private static int place(String text, RuleText parts, Diagnostic one) {
    if (one.text().isEmpty()) {
      return lineStart(text, one.line());
    }
    if (!parts.yaml()) {
      int index = index(one.path());
      if (index < parts.statements().size()
          && parts.statements().get(index).text().equals(one.text())) {
        return parts.statements().get(index).start();
      }
    }
    int from = text.indexOf(one.text(), lineStart(text, one.line()));
    int found = from >= 0 ? from : text.indexOf(one.text());
    return found >= 0 ? found : lineStart(text, one.line());
  }

  /** The last number in brackets: {@code trace_statements[3]} is the fourth statement. */
  private static int index(String path) {
    int open = path.lastIndexOf('[');
    int close = path.indexOf(']', open);
    if (open < 0 || close < 0) {
      return 0;
    }
    try {
      return Math.max(0, Integer.parseInt(path.substring(open + 1, close)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static int lineStart(String text, int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', start);
      if (next < 0) {
        return start;
      }
      start = next + 1;
    }
    return start;
  }
}
