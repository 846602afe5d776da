package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Contexts;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an include or exclude list says of spans; all that it names must match. */
final class SpanLists {
  private static final Utf8 SERVICE = Utf8.of("service.name");
  private static final Utf8 NO_SERVICE = Utf8.of("<nil-service-name>");

  /** The keys of the other signals' lists are known, and refused. */
  private static final Set<String> OTHERS =
      Set.of("log_bodies", "log_severity_texts", "log_severity_number", "metric_names");

  private static final Set<String> OWN =
      Set.of(
          "services",
          "span_names",
          "span_kinds",
          "attributes",
          "resources",
          "libraries",
          "match_type",
          "regexp");

  private SpanLists() {}

  /** Checks the keys of a list. */
  static void allow(Settings list) throws ConfigException {
    Set<String> known = new HashSet<>(OWN);
    known.addAll(OTHERS);
    list.allow(known);
  }

  /** Any span must match. */
  static Predicate<Frame> read(Settings list) throws ConfigException {
    for (String other : OTHERS) {
      boolean named =
          other.equals("log_severity_number")
              ? list.has(other)
              : !Objects.requireNonNullElse(list.texts(other), List.of()).isEmpty();
      if (named) {
        throw new CheckException(other + " is not for spans");
      }
    }
    String type = list.text("match_type");
    List<Predicate<Frame>> tests = new ArrayList<>();
    TextSet services = MatchLists.texts(list, "services", type);
    if (services != null) {
      tests.add(f -> services.matches(service(f)));
    }
    TextSet names = MatchLists.texts(list, "span_names", type);
    if (names != null) {
      tests.add(f -> names.matches(f.span().name()));
    }
    TextSet kinds = kinds(list, type);
    if (kinds != null) {
      tests.add(f -> kinds.matches(kind(f.span().kind())));
    }
    tests.addAll(libraries(list, type));
    List<AttributeMatch> resources = AttributeMatch.read(list, "resources", type);
    List<AttributeMatch> attributes = AttributeMatch.read(list, "attributes", type);
    if (tests.isEmpty() && resources.isEmpty() && attributes.isEmpty()) {
      throw new CheckException(
          "expected one of services, span_names, span_kinds, attributes, resources or libraries");
    }
    tests.add(f -> AttributeMatch.all(resources, f.resource().resource().attributes()));
    tests.add(f -> AttributeMatch.all(attributes, f.span().attributes()));
    return f -> tests.stream().allMatch(test -> test.test(f));
  }

  private static Utf8 service(Frame frame) {
    AnyValue service = frame.resource().resource().attributes().get(SERVICE);
    return service == null ? NO_SERVICE : Utf8.of(Json.asText(service));
  }

  private static @Nullable TextSet kinds(Settings list, String type) throws ConfigException {
    List<String> kinds = list.texts("span_kinds");
    if (kinds == null || kinds.isEmpty()) {
      return null;
    }
    Set<String> known = new HashSet<>();
    for (int kind = 1; kind <= 5; kind++) {
      known.add(kind(kind).toString());
    }
    for (String kind : kinds) {
      if (type.equals("strict") && !known.contains(kind)) {
        throw new CheckException(
            "span_kinds: expected one of "
                + String.join(", ", known.stream().sorted().toList())
                + ", found \""
                + kind
                + "\"");
      }
    }
    return TextSet.of(kinds, type);
  }

  /** The name of a kind: that of the symbol with its number, empty for a number without one. */
  private static Utf8 kind(long number) {
    for (var symbol : Contexts.SPAN.enums().entrySet()) {
      if (symbol.getKey().startsWith("SPAN_KIND_") && symbol.getValue() == number) {
        return Utf8.of(symbol.getKey());
      }
    }
    return Utf8.EMPTY;
  }

  /** Every library that is named must match, as in the reference. */
  private static List<Predicate<Frame>> libraries(Settings list, String type)
      throws ConfigException {
    List<Predicate<Frame>> tests = new ArrayList<>();
    for (Settings library : list.maps("libraries")) {
      library.allow(Set.of("name", "version"));
      TextSet name = TextSet.of(List.of(library.text("name")), type);
      TextSet version =
          library.get("version") == null
              ? null
              : TextSet.of(List.of(library.text("version")), type);
      tests.add(f -> {
        Scope scope = f.scope().scope();
        return name.matches(scope.name()) && (version == null || version.matches(scope.version()));
      });
    }
    return tests;
  }
}
