package dev.eyepiece.ui;

import dev.eyepiece.store.Search;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides searches over spans held as trees: the part of the language that views make use of. */
final class FakeSearch {
  private static final String[] STATUS = {"unset", "ok", "error"};
  private static final String[] KIND = {
    "unspecified", "internal", "server", "client", "producer", "consumer"
  };

  private FakeSearch() {}

  static boolean matches(Search search, SpanRecord span) {
    return switch (search) {
      case Search.All all -> true;
      case Search.And and -> and.parts().stream().allMatch(part -> matches(part, span));
      case Search.Or or -> or.parts().stream().anyMatch(part -> matches(part, span));
      case Search.Not not -> !matches(not.part(), span);
      case Search.Word word -> text(span).contains(word.text().toLowerCase(Locale.ROOT));
      case Search.Field field -> field(field, span);
      case Search.WordMatch word -> Pattern.compile(word.pattern()).matcher(text(span)).find();
      case Search.FieldMatch field -> {
        String value = value(field.key(), span);
        yield value != null && Pattern.compile(field.pattern()).matcher(value).find();
      }
      case Search.Moment moment ->
          throw new IllegalArgumentException("views make no such search: " + moment);
      case Search.InTrace trace ->
          throw new IllegalArgumentException("views make no such search: " + trace);
    };
  }

  private static String text(SpanRecord span) {
    StringBuilder all = new StringBuilder();
    all.append(span.span().name()).append('\n').append(value("service", span)).append('\n');
    all.append(span.span().statusMessage()).append('\n');
    Attributes attributes = span.span().attributes();
    for (int i = 0; i < attributes.size(); i++) {
      all.append(text(attributes.value(i))).append('\n');
    }
    span.span().events().forEach(event -> all.append(event.name()).append('\n'));
    return all.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean field(Search.Field field, SpanRecord span) {
    String value = value(field.key(), span);
    if (value == null || field.op() == Search.Op.EXISTS) {
      return value != null;
    }
    if (field.op() == Search.Op.EQ) {
      String wanted = field.value().toLowerCase(Locale.ROOT);
      String own = value.toLowerCase(Locale.ROOT);
      int star = wanted.indexOf('*');
      return star < 0
          ? own.equals(wanted.replace(Search.LITERAL_STAR, "*"))
          : own.startsWith(wanted.substring(0, star)) && own.endsWith(wanted.substring(star + 1));
    }
    double own = Double.parseDouble(value);
    double wanted = quantity(field.value());
    return switch (field.op()) {
      case GT -> own > wanted;
      case GE -> own >= wanted;
      case LT -> own < wanted;
      default -> own <= wanted;
    };
  }

  private static double quantity(String text) {
    String[] units = {"ns", "us", "ms", "s"};
    double[] nanos = {1, 1e3, 1e6, 1e9};
    for (int i = 0; i < units.length; i++) {
      String number = text.substring(0, Math.max(0, text.length() - units[i].length()));
      if (text.endsWith(units[i]) && number.chars().allMatch(c -> c == '.' || c <= '9')) {
        return Double.parseDouble(number) * nanos[i];
      }
    }
    return Double.parseDouble(text);
  }

  /** The text of a field in a span, null when it has none. */
  static @Nullable String value(String key, SpanRecord record) {
    Span span = record.span();
    return switch (key) {
      case "service" -> {
        Utf8 name = record.resource().serviceName();
        yield name == null ? "" : name.toString();
      }
      case "name" -> span.name().toString();
      case "status" -> STATUS[span.statusCode()];
      case "kind" -> KIND[span.kind()];
      case "scope" -> record.scope().name().toString();
      case "links" -> Integer.toString(span.links().size());
      case "duration" -> Long.toString(span.durationNano());
      case "trace" -> span.traceId().toString();
      case "span" -> TraceId.spanIdText(span.spanId());
      case "parent" -> TraceId.spanIdText(span.parentSpanId());
      default -> {
        AnyValue own = span.attributes().get(key);
        AnyValue value = own == null ? record.resource().attributes().get(key) : own;
        yield value == null ? null : text(value);
      }
    };
  }

  private static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> Double.toString(real.value());
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      default -> value.toString();
    };
  }
}
