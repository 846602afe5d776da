package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.syntax.Formatter;
import dev.eyepiece.ottl.syntax.Parser;
import dev.eyepiece.ottl.syntax.Problem;
import java.util.List;

/** Statements and conditions in their canonical form, alone or where they stand in a file. */
public final class RuleFormat {
  private RuleFormat() {}

  /**
   * A statement or a condition in its canonical form.
   *
   * @throws RuleSyntaxException for a text that is neither
   */
  public static String text(String text) throws RuleSyntaxException {
    Parser.Result<Ast.Statement> statement = Parser.statement(text);
    if (statement.tree() != null) {
      return Formatter.format(statement.tree());
    }
    Parser.Result<Ast.Bool> condition = Parser.condition(text);
    if (condition.tree() != null) {
      return Formatter.format(condition.tree());
    }
    Problem problem = statement.problems().getFirst();
    throw new RuleSyntaxException(problem.message() + " at character " + (problem.start() + 1));
  }

  /**
   * A file of rules, with its statements and conditions in their canonical form and all else as it
   * is.
   *
   * @throws RuleSyntaxException for what is no rules, or when a text in it is wrong
   */
  public static String file(String text) throws RuleSyntaxException {
    return RuleFile.isYaml(RuleFile.yaml(text)) ? new YamlRules(text).formatted() : lines(text);
  }

  /** One statement a line; blank lines and comments stay. */
  private static String lines(String text) throws RuleSyntaxException {
    StringBuilder out = new StringBuilder();
    List<String> lines = List.of(text.split("\n", -1));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String statement = line.strip();
      out.append(i == 0 ? "" : "\n");
      if (!RuleFile.isStatement(statement)) {
        out.append(line);
        continue;
      }
      try {
        int start = line.indexOf(statement);
        out.append(line, 0, start).append(text(statement));
        out.append(line.endsWith("\r") ? "\r" : "");
      } catch (RuleSyntaxException e) {
        throw new RuleSyntaxException("line " + (i + 1) + ": " + e.getMessage());
      }
    }
    return out.toString();
  }
}
