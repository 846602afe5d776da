package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.regex.Pattern;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition of {@code match_type: expr}, which is another language than OTTL. What of it is known
 * here: {@code MetricName}, {@code MetricType}, {@code HasLabel("k")}, {@code Label("k")}, texts,
 * {@code true}, {@code false}, parentheses, {@code == != contains startsWith endsWith matches},
 * {@code and or not} and their signs.
 */
interface MetricExpression {
  /** Whether it holds of a metric and one of its points. */
  boolean test(Metric metric, DataPoint point);

  /**
   * Reads an expression.
   *
   * @throws CheckException for anything else than what is known here
   */
  static MetricExpression parse(String text) {
    return new Parser(MetricExpressionTokens.of(text)).whole();
  }

  /** A text of an expression. */
  @FunctionalInterface
  interface Text {
    String of(Metric metric, DataPoint point);
  }

  /** Either a condition or a text. */
  record Part(@Nullable MetricExpression condition, @Nullable Text text) {
    MetricExpression condition(MetricExpressionTokens tokens) {
      if (condition == null) {
        throw tokens.expected("what is true or false");
      }
      return condition;
    }

    Text text(MetricExpressionTokens tokens) {
      if (text == null) {
        throw tokens.expected("a text");
      }
      return text;
    }
  }

  /** By descent; nothing nests but parentheses and {@code not}, whose depth is bounded. */
  final class Parser {
    private static final int MAX_DEPTH = 100;

    private final MetricExpressionTokens tokens;
    private int depth;

    private Parser(MetricExpressionTokens tokens) {
      this.tokens = tokens;
    }

    private MetricExpression whole() {
      MetricExpression condition = either().condition(tokens);
      if (!tokens.atEnd()) {
        throw tokens.expected("the end");
      }
      return condition;
    }

    private Part either() {
      Part first = both();
      List<MetricExpression> parts = new ArrayList<>();
      while (tokens.take("or") || tokens.take("||")) {
        parts.add(both().condition(tokens));
      }
      if (parts.isEmpty()) {
        return first;
      }
      parts.addFirst(first.condition(tokens));
      return new Part((m, p) -> parts.stream().anyMatch(part -> part.test(m, p)), null);
    }

    private Part both() {
      Part first = comparison();
      List<MetricExpression> parts = new ArrayList<>();
      while (tokens.take("and") || tokens.take("&&")) {
        parts.add(comparison().condition(tokens));
      }
      if (parts.isEmpty()) {
        return first;
      }
      parts.addFirst(first.condition(tokens));
      return new Part((m, p) -> parts.stream().allMatch(part -> part.test(m, p)), null);
    }

    private Part comparison() {
      Part left = unary();
      while (true) {
        if (tokens.take("==")) {
          left = equality(left, true);
        } else if (tokens.take("!=")) {
          left = equality(left, false);
        } else if (tokens.take("matches")) {
          Text text = left.text(tokens);
          Pattern pattern = TextSet.pattern(tokens.literal());
          left = new Part((m, p) -> pattern.find(Utf8.of(text.of(m, p)).shared()), null);
        } else if (tokens.take("contains")) {
          left = texts(left, String::contains);
        } else if (tokens.take("startsWith")) {
          left = texts(left, String::startsWith);
        } else if (tokens.take("endsWith")) {
          left = texts(left, String::endsWith);
        } else {
          return left;
        }
      }
    }

    private Part equality(Part left, boolean equal) {
      MetricExpression condition = left.condition();
      if (condition == null) {
        Text a = left.text(tokens);
        Text b = unary().text(tokens);
        return new Part((m, p) -> a.of(m, p).equals(b.of(m, p)) == equal, null);
      }
      MetricExpression other = unary().condition(tokens);
      return new Part((m, p) -> (condition.test(m, p) == other.test(m, p)) == equal, null);
    }

    /** How two texts stand to each other. */
    @FunctionalInterface
    private interface Relation {
      boolean holds(String left, String right);
    }

    private Part texts(Part left, Relation relation) {
      Text a = left.text(tokens);
      Text b = unary().text(tokens);
      return new Part((m, p) -> relation.holds(a.of(m, p), b.of(m, p)), null);
    }

    private Part unary() {
      if (++depth > MAX_DEPTH) {
        throw tokens.expected("less depth");
      }
      try {
        if (tokens.take("not") || tokens.take("!")) {
          MetricExpression inner = unary().condition(tokens);
          return new Part((m, p) -> !inner.test(m, p), null);
        }
        if (tokens.take("(")) {
          Part inner = either();
          tokens.need(")");
          return inner;
        }
        return atom();
      } finally {
        depth--;
      }
    }

    private Part atom() {
      if (tokens.take("true")) {
        return new Part((m, p) -> true, null);
      }
      if (tokens.take("false")) {
        return new Part((m, p) -> false, null);
      }
      if (tokens.take("MetricName")) {
        return new Part(null, (m, p) -> m.name().toString());
      }
      if (tokens.take("MetricType")) {
        return new Part(null, (m, p) -> type(m.data()));
      }
      if (tokens.take("HasLabel")) {
        Text key = argument();
        return new Part((m, p) -> p.attributes().get(key.of(m, p)) != null, null);
      }
      if (tokens.take("Label")) {
        Text key = argument();
        return new Part(null, (m, p) -> label(p, key.of(m, p)));
      }
      String literal = tokens.literal();
      return new Part(null, (m, p) -> literal);
    }

    private Text argument() {
      tokens.need("(");
      Text key = either().text(tokens);
      tokens.need(")");
      return key;
    }

    /** Of an attribute that is no text, as of one that is not there, the label is empty. */
    private static String label(DataPoint point, String key) {
      return point.attributes().get(key) instanceof AnyValue.Text text
          ? text.value().toString()
          : "";
    }

    private static String type(MetricData data) {
      return switch (data) {
        case MetricData.Gauge gauge -> "Gauge";
        case MetricData.Sum sum -> "Sum";
        case MetricData.Histogram histogram -> "Histogram";
        case MetricData.ExponentialHistogram exponential -> "ExponentialHistogram";
        case MetricData.Summary summary -> "Summary";
        case MetricData.None none -> "Empty";
      };
    }
  }
}
