package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of spans. */
final class SpanFunctions {
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?");

  static final List<Function> CONDITIONS =
      List.of(
          Function.of(
              "IsRootSpan", "", a -> Node.of(f -> Values.of(f.span().parentSpanId() == 0))));

  static final List<Function> STATEMENTS =
      List.of(
          CONDITIONS.getFirst(),
          Function.of(
              "set_semconv_span_name",
              "SemconvVersion:raw_text OriginalSpanNameAttribute?:raw_text",
              SpanFunctions::setName));

  private SpanFunctions() {}

  private static Node setName(Args args) {
    Matcher version = VERSION.matcher(args.rawText(0));
    if (!version.matches() || !known(version)) {
      throw new CheckException(
          "semconv_version: expected 1.37.0 to 1.43.0, found \"" + args.rawText(0) + "\"");
    }
    String original = args.rawText(1, "");
    if (args.has(1) && original.isEmpty()) {
      throw new CheckException("original_span_name_attribute may not be empty");
    }
    return Node.edit(f -> {
      Span span = f.span();
      Utf8 before = span.name();
      String derived = name(span);
      Utf8 after = derived == null ? before : Utf8.of(derived);
      span.setName(after);
      if (!after.equals(before)) {
        f.markChanged();
        if (!original.isEmpty()) {
          span.attributes().put(Utf8.of(original), Values.of(before));
        }
      }
    });
  }

  private static boolean known(Matcher version) {
    int minor = part(version, 2);
    int patch = part(version, 3);
    return part(version, 1) == 1 && minor >= 37 && (minor < 43 || (minor == 43 && patch == 0));
  }

  private static int part(Matcher version, int group) {
    String text = version.group(group);
    return text == null ? 0 : Integer.parseInt(text);
  }

  /** The name by the semantic conventions of its kind; {@code null} when they say nothing. */
  private static @Nullable String name(Span span) {
    return switch (span.kind()) {
      case 2 -> first(http(span, "http.route"), rpc(span), messaging(span));
      case 3 -> first(http(span, "url.template"), rpc(span), db(span), messaging(span));
      case 4, 5 -> first(messaging(span));
      default -> null;
    };
  }

  private static @Nullable String first(@Nullable String... names) {
    for (String name : names) {
      if (name != null && !name.isEmpty()) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String http(Span span, String subjectKey) {
    String method = either(span, "http.request.method", "http.method");
    String subject = text(span, subjectKey);
    return method == null || subject == null ? method : method + " " + subject;
  }

  private static @Nullable String rpc(Span span) {
    String system = either(span, "rpc.system.name", "rpc.system");
    String method = either(span, "rpc.method", "rpc.grpc.method");
    String service = either(span, "rpc.service", "rpc.grpc.service");
    if (system == null) {
      return null;
    }
    if (service != null) {
      return service + "/" + (method == null ? "*" : method);
    }
    return method == null ? system : method;
  }

  private static @Nullable String db(Span span) {
    String system = either(span, "db.system.name", "db.system");
    if (system == null) {
      return null;
    }
    String summary = text(span, "db.query.summary");
    if (summary != null) {
      return summary;
    }
    String operation = either(span, "db.operation.name", "db.operation");
    String target = dbTarget(span);
    boolean named = operation != null && !operation.isEmpty();
    boolean aimed = target != null && !target.isEmpty();
    if (named) {
      return aimed ? operation + " " + target : operation;
    }
    return aimed ? target : system;
  }

  private static @Nullable String dbTarget(Span span) {
    String namespace = either(span, "db.namespace", "db.name");
    String collection = either(span, "db.collection.name", "db.stored_procedure.name");
    boolean named = namespace != null && !namespace.isEmpty();
    if (collection != null) {
      return named ? namespace + "." + collection : collection;
    }
    return named ? namespace : server(span);
  }

  private static @Nullable String server(Span span) {
    String address = text(span, "server.address");
    String port = text(span, "server.port");
    return address == null || port == null ? address : address + ":" + port;
  }

  private static @Nullable String messaging(Span span) {
    String system = text(span, "messaging.system");
    if (system == null) {
      return null;
    }
    String operation = either(span, "messaging.operation.name", "messaging.operation");
    String destination = destination(span);
    boolean aimed = destination != null && !destination.isEmpty();
    if (operation != null) {
      return aimed ? operation + " " + destination : operation;
    }
    return aimed ? destination : system;
  }

  private static @Nullable String destination(Span span) {
    for (String way : List.of("temporary", "anonymous")) {
      AnyValue value = span.attributes().get("messaging.destination." + way);
      if (value instanceof AnyValue.Bool bool && bool.value()) {
        return "(" + way + ")";
      }
    }
    String template = text(span, "messaging.destination.template");
    if (template != null) {
      return template;
    }
    String name = either(span, "messaging.destination.name", "messaging.destination");
    return name == null ? server(span) : name;
  }

  private static @Nullable String either(Span span, String key, String old) {
    String value = text(span, key);
    return value == null ? text(span, old) : value;
  }

  private static @Nullable String text(Span span, String key) {
    AnyValue value = span.attributes().get(key);
    return value == null ? null : Json.asText(value);
  }
}
