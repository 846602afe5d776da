package dev.eyepiece.store;

import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How one source computes what is asked. */
final class AskSql {
  private static final String SEPARATOR = "chr(" + (int) Shape.SEPARATOR + ")";
  private static final String PAIR = "chr(" + (int) Shape.PAIR + ")";

  private final Source source;
  private final Narrowing narrowing;

  AskSql(Source source) {
    this.source = source;
    this.narrowing = new Narrowing(source);
  }

  String of(Asks.Ask ask) throws StoreException {
    return switch (ask) {
      case Asks.Text text -> text(text);
      case Asks.Numeric number -> number(number);
      case Asks.Equal equal -> equal(equal);
      case Asks.ColumnEqual equal ->
          equal(equal.text(), equal.value(), TextTest.equal(equal.value()), Set.of(equal.column()));
      case Asks.EventNamed event -> {
        TextTest test =
            event.value().indexOf('*') >= 0
                ? TextTest.equal(event.value())
                : TextTest.contains(SearchSql.plain(event.value()));
        yield narrowing.of(
            SearchSql.eventNamed(event.value()), view -> test.mayMatch(view, "event_text"));
      }
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
    List<String> own = new ArrayList<>();
    if (ask.from() != Asks.From.RESOURCE) {
      column(ask.key(), "DOUBLE", own);
      List<String> texts = new ArrayList<>();
      others(ask.key(), texts);
      texts.forEach(text -> own.add("try_cast(" + text + " AS DOUBLE)"));
    }
    List<String> resource = new ArrayList<>();
    if (ask.from() != Asks.From.SPAN) {
      ofResource(ask.key(), resource);
    }
    if (resource.isEmpty()) {
      return first(own, "DOUBLE");
    }
    // What a record has hides what its resource has, be it a number or not.
    String text = text(new Asks.Text(ask.key(), Asks.From.SPAN));
    String ofResource = "try_cast(" + resource.getFirst() + " AS DOUBLE)";
    return ask.from() == Asks.From.RESOURCE
        ? ofResource
        : "CASE WHEN "
            + text
            + " IS NULL THEN "
            + ofResource
            + " ELSE "
            + first(own, "DOUBLE")
            + " END";
  }

  private String equal(Asks.Equal ask) throws StoreException {
    String text = equalText(ask);
    String other = RealText.other(ask.value());
    if (other == null) {
      return text;
    }
    List<String> all = new ArrayList<>(List.of(text));
    for (String key : ask.keys()) {
      if (ask.from() != Asks.From.RESOURCE) {
        equalNumbers(key, other, all);
      }
      if (ask.from() != Asks.From.SPAN && source.dictionary().resourceTexts(key).contains(other)) {
        all.add(text(new Asks.Text(key, ask.from())) + " = " + SearchSql.literal(other));
      }
    }
    return all.size() == 1 ? text : "(" + String.join(" OR ", all) + ")";
  }

  /** Numbers are equal however they are written: 500 and 5e2 find 500.0, which no text is. */
  private void equalNumbers(String key, String number, List<String> into) {
    for (int i = 0; i < source.columns(); i++) {
      Dictionary.Column column = source.dictionary().columns().get(i);
      if (column.key().equals(key) && column.type() == ValueType.REAL) {
        into.add(SignalTable.attribute(i) + " = CAST('" + number + "' AS DOUBLE)");
      }
    }
    List<String> others = new ArrayList<>();
    others(key, type -> type == ValueType.REAL, others);
    TextTest test = TextTest.equal(number);
    for (String text : others) {
      into.add(
          narrowing.of(
              text + " = " + SearchSql.literal(number), view -> test.mayMatch(view, "rest")));
    }
  }

  private String equalText(Asks.Equal ask) throws StoreException {
    List<String> texts = new ArrayList<>();
    for (String key : ask.keys()) {
      texts.add(text(new Asks.Text(key, ask.from())));
    }
    String text = first(texts, "VARCHAR");
    TextTest test = TextTest.equal(ask.value());
    Set<String> columns = new HashSet<>();
    for (String key : ask.keys()) {
      boolean inColumns = ask.from() == Asks.From.RESOURCE || columnsOf(key, test, columns);
      boolean inResource = ask.from() != Asks.From.SPAN && anyResource(key, test);
      if (!inColumns || inResource) {
        return SearchSql.equal(text, ask.value());
      }
    }
    return equal(text, ask.value(), test, columns);
  }

  /** Whether a text equals a value, which no text outside of some columns does. */
  private String equal(String text, String value, TextTest test, Set<String> columns) {
    boolean folds =
        columns.stream()
            .anyMatch(column ->
                narrowing.may(
                    view -> test.mayMatch(view, column) && test.mayMatchUpper(view, column)));
    return narrowing.of(
        folds ? SearchSql.equal(text, value) : SearchSql.equalInLower(text, value),
        view -> columns.stream().anyMatch(column -> test.mayMatch(view, column)));
  }

  /** Adds the columns of texts in which an attribute may lie; false when it may lie elsewhere. */
  private boolean columnsOf(String key, TextTest test, Set<String> into) {
    for (int i = 0; i < source.columns(); i++) {
      Dictionary.Column column = source.dictionary().columns().get(i);
      if (column.key().equals(key)) {
        if (column.columnType() == SignalTable.Type.TEXT) {
          into.add(SignalTable.attribute(i));
        } else if (test.mayMatch(column.type())) {
          return false;
        }
      }
    }
    List<String> others = new ArrayList<>();
    others(key, others);
    if (!others.isEmpty()) {
      into.add("rest");
    }
    return true;
  }

  private boolean anyResource(String key, TextTest test) throws StoreException {
    for (String text : source.dictionary().resourceTexts(key)) {
      if (text != null && test.mayMatch(text)) {
        return true;
      }
    }
    return false;
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
        if (type.equals("DOUBLE") && column.type() == ValueType.BOOL) {
          // The same flag is no number where it lies among the others.
          continue;
        }
        into.add(
            column.sqlType().equals(type)
                ? name
                : type.equals("VARCHAR")
                    ? "CAST(" + name + " AS VARCHAR)"
                    : "try_cast(" + name + " AS DOUBLE)");
      }
    }
  }

  private void others(String key, List<String> into) {
    others(key, _ -> true, into);
  }

  /** A value of some types that lies among the others: where, the shape says. */
  private void others(String key, IntPredicate types, List<String> into) {
    Utf8 wanted = Utf8.of(key);
    List<@Nullable String> places = new ArrayList<>();
    boolean any = false;
    for (Shape shape : source.dictionary().shapes()) {
      int at = shape.keys().indexOf(wanted);
      boolean here = at >= 0 && shape.places()[at] < 0 && types.test(shape.types()[at]);
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
    TextTest test = TextTest.contains(text);
    Set<String> columns = new LinkedHashSet<>(SearchFields.of(source.table()).words());
    List<String> parts = new ArrayList<>();
    if (source.table() == SignalTable.SAMPLES) {
      parts.add(inStack("*" + text.replace("*", "").toLowerCase(Locale.ROOT) + "*"));
    }
    for (int i = 0; i < source.columns(); i++) {
      Dictionary.Column column = source.dictionary().columns().get(i);
      if (column.columnType() == SignalTable.Type.TEXT) {
        columns.add(SignalTable.attribute(i));
      } else if (test.mayMatch(column.type())) {
        parts.add(contains(SignalTable.attribute(i) + "::VARCHAR", text, true));
      }
    }
    columns.add("rest");
    boolean anywhere = parts.stream().anyMatch(part -> !part.equals("FALSE"));
    columns.removeIf(column -> !narrowing.may(view -> test.mayMatch(view, column)));
    for (String column : columns) {
      boolean folds = narrowing.may(view -> test.mayMatchUpper(view, column));
      parts.add(
          column.equals("rest") && source.hasFreeRows()
              ? inRest(text)
              : contains(column, text, folds));
    }
    if (parts.isEmpty()) {
      return "FALSE";
    }
    return narrowing.of(
        "coalesce(" + String.join(" OR ", parts) + ", FALSE)",
        view -> anywhere || columns.stream().anyMatch(column -> test.mayMatch(view, column)));
  }

  /** Among the other values, which have their keys beside them in records of no shape. */
  private static String inRest(String text) {
    return "CASE WHEN shape = 0 THEN len(list_filter(string_split(rest, "
        + SEPARATOR
        + "), lambda v: contains(lower(split_part(v, "
        + PAIR
        + ", 2)), "
        + SearchSql.lowered(text)
        + "))) > 0 ELSE "
        + contains("rest", text, true)
        + " END";
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

  /**
   * Whether a text occurs in a column, case aside.
   *
   * @param folds whether it may occur there in upper case
   */
  private static String contains(String column, String text, boolean folds) {
    String in = folds && SearchSql.hasCase(text) ? "lower(" + column + ")" : column;
    return "coalesce(contains(" + in + ", " + SearchSql.lowered(text) + "), FALSE)";
  }
}
