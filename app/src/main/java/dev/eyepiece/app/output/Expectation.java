package dev.eyepiece.app.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a count is expected to be: {@code count>0} and the like.
 *
 * @param operator one of {@code > >= < <= == !=}
 */
public record Expectation(String operator, long number) {
  private static final Pattern FORM =
      Pattern.compile("\\s*count\\s*(>=|<=|==|!=|=|>|<)\\s*([0-9]{1,18})\\s*");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Expectation parse(String text) {
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no expectation; expected for instance 'count>0' with one of"
              + " > >= < <= == !=");
    }
    String operator = match.group(1).equals("=") ? "==" : match.group(1);
    return new Expectation(operator, Long.parseLong(match.group(2)));
  }

  public boolean holds(long count) {
    return switch (operator) {
      case ">" -> count > number;
      case ">=" -> count >= number;
      case "<" -> count < number;
      case "<=" -> count <= number;
      case "==" -> count == number;
      default -> count != number;
    };
  }

  @Override
  public String toString() {
    return "count" + operator + number;
  }
}
