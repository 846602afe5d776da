package dev.eyepiece.store;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a search means, span by span, without SQL: the oracle of the store's tests. */
final class NaiveSearch {
  private NaiveSearch() {}

  static boolean matches(Search search, SpanRecord record) {
    return switch (search) {
      case Search.All all -> true;
      case Search.And and -> and.parts().stream().allMatch(part -> matches(part, record));
      case Search.Or or -> or.parts().stream().anyMatch(part -> matches(part, record));
      case Search.Not not -> !matches(not.part(), record);
      case Search.Word word ->
          texts(record).stream()
              .anyMatch(
                  t -> t.toLowerCase(Locale.ROOT).contains(word.text().toLowerCase(Locale.ROOT)));
      case Search.WordMatch word -> texts(record).stream().anyMatch(t -> found(word.pattern(), t));
      case Search.Field field -> field(field, record);
      case Search.FieldMatch field -> match(field, record);
      case Search.Moment moment -> {
        Span span = record.span();
        boolean end = moment.clock() == Search.Clock.END;
        int order =
            Long.compare(end ? span.endUnixNano() : span.startUnixNano(), moment.unixNano());
        yield number(moment.op(), order, OptionalDouble.of(0));
      }
      case Search.InTrace trace ->
          throw new IllegalArgumentException("a span alone does not tell: " + trace);
    };
  }

  private static boolean found(String pattern, @Nullable String text) {
    return text != null && Pattern.compile(pattern, Pattern.DOTALL).matcher(text).find();
  }

  private static boolean match(Search.FieldMatch field, SpanRecord record) {
    Span span = record.span();
    return switch (field.key()) {
      case "service" -> found(field.pattern(), service(record));
      case "name" -> found(field.pattern(), span.name().toString());
      case "status" -> found(field.pattern(), SpanEnums.name(SpanEnums.STATUS, span.statusCode()));
      case "trace" -> found(field.pattern(), span.traceId().toString());
      case "event" ->
          span.events().stream().anyMatch(e -> found(field.pattern(), e.name().toString()));
      default -> {
        AnyValue value = attribute(field.key(), record);
        yield value != null && found(field.pattern(), text(value));
      }
    };
  }

  private static List<String> texts(SpanRecord record) {
    Span span = record.span();
    List<String> texts = new ArrayList<>();
    texts.add(span.name().toString());
    texts.add("" + service(record));
    texts.add(span.statusMessage().toString());
    for (int i = 0; i < span.attributes().size(); i++) {
      texts.add(text(span.attributes().value(i)));
    }
    for (SpanEvent event : span.events()) {
      texts.add(event.name().toString());
      for (int i = 0; i < event.attributes().size(); i++) {
        texts.add(text(event.attributes().value(i)));
      }
    }
    return texts;
  }

  private static @Nullable String service(SpanRecord record) {
    return record.resource().serviceName() == null
        ? null
        : record.resource().serviceName().toString();
  }

  private static boolean field(Search.Field field, SpanRecord record) {
    Span span = record.span();
    return switch (field.key()) {
      case "service" -> compare(field, service(record));
      case "name" -> compare(field, span.name().toString());
      case "status" -> compare(field, SpanEnums.name(SpanEnums.STATUS, span.statusCode()));
      case "kind" -> compare(field, SpanEnums.name(SpanEnums.KIND, span.kind()));
      case "event" -> span.events().stream().anyMatch(e -> compare(field, e.name().toString()));
      case "links" -> compare(field, Integer.toString(span.links().size()));
      case "duration" ->
          number(field.op(), (double) span.durationNano(), Quantity.parseDuration(field.value()));
      default -> attribute(field, record);
    };
  }

  private static boolean attribute(Search.Field field, SpanRecord record) {
    AnyValue value = attribute(field.key(), record);
    return value != null && compare(field, text(value));
  }

  /** The number that an attribute is or reads as. */
  static OptionalDouble number(String key, SpanRecord record) {
    AnyValue value = attribute(key, record);
    try {
      return value == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(text(value)));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static @Nullable AnyValue attribute(String full, SpanRecord record) {
    String key = full.replaceFirst("^(resource|span)\\.", "");
    for (String name : SearchAliases.of(key)) {
      AnyValue value =
          full.startsWith("resource.") ? null : first(record.span().attributes(), name);
      if (value == null) {
        value = first(record.resource().attributes(), name);
      }
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable AnyValue first(Attributes attributes, String key) {
    return attributes.get(key);
  }

  private static boolean compare(Search.Field field, @Nullable String text) {
    if (text == null) {
      return false;
    }
    return switch (field.op()) {
      case EXISTS -> true;
      case EQ -> {
        String pattern = "(?is)" + ("\\Q" + field.value() + "\\E").replace("*", "\\E.*\\Q");
        yield text.matches(pattern);
      }
      default -> {
        try {
          yield number(field.op(), Double.parseDouble(text), Quantity.parse(field.value()));
        } catch (NumberFormatException e) {
          yield false;
        }
      }
    };
  }

  private static boolean number(Search.Op op, double left, OptionalDouble right) {
    if (right.isEmpty()) {
      return false;
    }
    return switch (op) {
      case GT -> left > right.getAsDouble();
      case GE -> left >= right.getAsDouble();
      case LT -> left < right.getAsDouble();
      case LE -> left <= right.getAsDouble();
      case EQ, EXISTS -> left == right.getAsDouble();
    };
  }

  private static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> "";
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> Double.toString(real.value());
      default -> "";
    };
  }
}
