package dev.eyepiece.store;

import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How one source computes what is asked. */
final class AskSql {
  private static final String SEPARATOR = "chr(" + (int) Shape.SEPARATOR + ")";
  private static final String PAIR = "chr(" + (int) Shape.PAIR + ")";

  private final Source source;

  AskSql(Source source) {
    this.source = source;
  }

  String of(Asks.Ask ask) throws StoreException {
    return switch (ask) {
      case Asks.Text text -> text(text);
      case Asks.Numeric number -> number(number);
      case Asks.Word word -> word(word.text());
      case Asks.WordMatch word -> wordMatch(word.pattern());
      case Asks.ScopeName _ -> scopeName();
      case Asks.OfMetric metric -> ofMetric(metric.part());
      case Asks.InStack stack -> inStack(stack.pattern());
      case Asks.FrameMatch frame -> frameMatch(frame.pattern());
    };
  }

  private String text(Asks.Text ask) throws StoreException {
    List<String> parts = new ArrayList<>();
    if (ask.from() != Asks.From.RESOURCE) {
      column(ask.key(), "VARCHAR", parts);
      others(ask.key(), parts);
    }
    if (ask.from() != Asks.From.SPAN) {
      ofResource(ask.key(), parts);
    }
    return first(parts, "VARCHAR");
  }

  private String number(Asks.Numeric ask) throws StoreException {
    List<String> parts = new ArrayList<>();
    if (ask.from() != Asks.From.RESOURCE) {
      column(ask.key(), "DOUBLE", parts);
      List<String> texts = new ArrayList<>();
      others(ask.key(), texts);
      texts.forEach(text -> parts.add("try_cast(" + text + " AS DOUBLE)"));
    }
    if (ask.from() != Asks.From.SPAN) {
      List<String> texts = new ArrayList<>();
      ofResource(ask.key(), texts);
      texts.forEach(text -> parts.add("try_cast(" + text + " AS DOUBLE)"));
    }
    return first(parts, "DOUBLE");
  }

  private static String first(List<String> parts, String type) {
    return switch (parts.size()) {
      case 0 -> "CAST(NULL AS " + type + ")";
      case 1 -> parts.getFirst();
      default -> "coalesce(" + String.join(", ", parts) + ")";
    };
  }

  private void column(String key, String type, List<String> into) {
    for (int i = 0; i < source.columns(); i++) {
      Dictionary.Column column = source.dictionary().columns().get(i);
      if (column.key().equals(key)) {
        String name = SignalTable.attribute(i);
        into.add(
            column.sqlType().equals(type)
                ? name
                : type.equals("VARCHAR")
                    ? "CAST(" + name + " AS VARCHAR)"
                    : "try_cast(" + name + " AS DOUBLE)");
      }
    }
  }

  /** A value that lies among the others: where, the shape says. */
  private void others(String key, List<String> into) {
    Utf8 wanted = Utf8.of(key);
    List<@Nullable String> places = new ArrayList<>();
    boolean any = false;
    for (Shape shape : source.dictionary().shapes()) {
      int at = shape.keys().indexOf(wanted);
      boolean here = at >= 0 && shape.places()[at] < 0;
      places.add(here ? Integer.toString(-shape.places()[at]) : null);
      any |= here;
    }
    if (any) {
      into.add("split_part(rest, " + SEPARATOR + ", " + pick(places, "INTEGER", "shape") + ")");
    }
    if (source.hasFreeRows()) {
      String head = SEPARATOR + " || " + SearchSql.literal(key) + " || " + PAIR;
      String all = SEPARATOR + " || rest || " + SEPARATOR;
      into.add(
          "CASE WHEN shape = 0 AND contains("
              + all
              + ", "
              + head
              + ") THEN split_part(split_part("
              + all
              + ", "
              + head
              + ", 2), "
              + SEPARATOR
              + ", 1) END");
    }
  }

  private void ofResource(String key, List<String> into) throws StoreException {
    List<@Nullable String> texts = source.dictionary().resourceTexts(key);
    if (texts.stream().anyMatch(text -> text != null)) {
      into.add(
          pick(
              texts.stream().map(t -> t == null ? null : SearchSql.literal(t)).toList(),
              "VARCHAR",
              "resource"));
    }
  }

  private String scopeName() throws StoreException {
    return pick(
        source.dictionary().scopes().stream()
            .map(scope -> SearchSql.literal(scope.name().toString()))
            .toList(),
        "VARCHAR",
        "scope");
  }

  private String ofMetric(Asks.MetricPart part) throws StoreException {
    List<String> texts = new ArrayList<>();
    for (MetricHead head : source.dictionary().metrics()) {
      texts.add(
          SearchSql.literal(
              switch (part) {
                case UNIT -> head.metric().unit().toString();
                case TYPE -> head.type().name().toLowerCase(Locale.ROOT);
                case TEMPORALITY -> MetricHead.temporalityName(head.temporality());
                case DESCRIPTION -> head.metric().description().toString();
                case MONOTONIC -> Boolean.toString(head.monotonic());
              }));
    }
    return pick(texts, "VARCHAR", "metric");
  }

  private String inStack(String pattern) {
    Pattern wanted =
        Pattern.compile(
            ("\\Q" + pattern.replace("\\E", "") + "\\E").replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    return framed(label -> wanted.matcher(label.toLowerCase(Locale.ROOT)).matches());
  }

  private String frameMatch(String pattern) {
    com.google.re2j.Pattern wanted =
        com.google.re2j.Pattern.compile(pattern, com.google.re2j.Pattern.DOTALL);
    return framed(label -> wanted.matcher(label).find());
  }

  /** Stacks with such a frame. */
  private String framed(Predicate<String> wanted) {
    StackTable table = source.dictionary().stacks();
    boolean[] frames = new boolean[table.frames().size() + 1];
    for (int i = 1; i < frames.length; i++) {
      frames[i] = wanted.test(table.frames().get(i - 1).label());
    }
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < table.stacks().size(); i++) {
      if (Arrays.stream(table.stacks().get(i)).anyMatch(frame -> frames[frame])) {
        numbers.add(Integer.toString(i + 1));
      }
    }
    return numbers.isEmpty() ? "FALSE" : "stack IN (" + String.join(", ", numbers) + ")";
  }

  /** One of some constants by a number that starts with 1. */
  private static String pick(
      List<? extends @Nullable String> constants, String type, String number) {
    return "list_extract(CAST(["
        + constants.stream().map(c -> c == null ? "NULL" : c).collect(Collectors.joining(", "))
        + "] AS "
        + type
        + "[]), "
        + number
        + ")";
  }

  private String word(String text) {
    String literal = SearchSql.literal(text);
    List<String> parts = new ArrayList<>();
    for (String column : SearchFields.of(source.table()).words()) {
      parts.add(contains(column, literal));
    }
    if (source.table() == SignalTable.SAMPLES) {
      parts.add(inStack("*" + text.replace("*", "") + "*"));
    }
    for (int i = 0; i < source.columns(); i++) {
      Dictionary.Column column = source.dictionary().columns().get(i);
      if (mayHold(column, text)) {
        String name = SignalTable.attribute(i);
        parts.add(
            contains(column.sqlType().equals("VARCHAR") ? name : name + "::VARCHAR", literal));
      }
    }
    parts.add(
        source.hasFreeRows()
            ? "CASE WHEN shape = 0 THEN len(list_filter(string_split(rest, "
                + SEPARATOR
                + "), lambda v: contains(lower(split_part(v, "
                + PAIR
                + ", 2)), "
                + literal
                + "))) > 0 ELSE "
                + contains("rest", literal)
                + " END"
            : contains("rest", literal));
    return "coalesce(" + String.join(" OR ", parts) + ", FALSE)";
  }

  /** Each value is matched by itself, so that anchors mean its ends. */
  private String wordMatch(String pattern) {
    List<String> parts = new ArrayList<>();
    for (String column : SearchFields.of(source.table()).words()) {
      parts.add(
          column.equals("event_text")
              ? SearchSql.anyMatch(column, "chr(10)", pattern)
              : SearchSql.match(column, pattern));
    }
    for (int i = 0; i < source.columns(); i++) {
      parts.add(SearchSql.match(SignalTable.attribute(i) + "::VARCHAR", pattern));
    }
    if (source.table() == SignalTable.SAMPLES) {
      parts.add(frameMatch(pattern));
    }
    String values = SearchSql.anyMatch("rest", SEPARATOR, pattern);
    parts.add(
        source.hasFreeRows()
            ? "CASE WHEN shape = 0 THEN len(list_filter(string_split(rest, "
                + SEPARATOR
                + "), lambda v: "
                + SearchSql.match("split_part(v, " + PAIR + ", 2)", pattern)
                + ")) > 0 ELSE "
                + values
                + " END"
            : values);
    return parts.stream()
        .map(part -> "coalesce(" + part + ", FALSE)")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String contains(String column, String literal) {
    String text = SearchSql.hasCase(literal) ? "lower(" + column + ")" : column;
    return "coalesce(contains(" + text + ", " + literal + "), FALSE)";
  }

  /** Numbers and flags have few letters, so that most words need no look at them. */
  private static boolean mayHold(Dictionary.Column column, String text) {
    return switch (column.type()) {
      case ValueType.INT -> text.matches("-?[0-9]*");
      case ValueType.REAL -> text.matches("[-+.0-9e]*");
      case ValueType.BOOL -> "true".contains(text) || "false".contains(text);
      default -> true;
    };
  }
}
