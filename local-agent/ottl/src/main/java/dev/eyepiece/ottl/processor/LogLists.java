package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Contexts;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an include or exclude list says of log records; all that it names must match. */
final class LogLists {
  private static final String SEVERITY = "severity_number";

  private LogLists() {}

  /** Checks the keys of a list; answers the least severity, 0 when none is named. */
  static long severity(Settings list) throws ConfigException {
    list.allow(
        Set.of(
            "match_type",
            "resource_attributes",
            "record_attributes",
            "severity_texts",
            SEVERITY,
            "bodies"));
    Settings severity = list.map(SEVERITY);
    severity.allow(Set.of("min", "match_undefined"));
    severity.bool("match_undefined");
    String name = severity.text("min").toUpperCase(Locale.ROOT);
    if (name.isEmpty()) {
      return 0;
    }
    Long number =
        name.matches("[1-9]|1[0-9]|2[0-4]")
            ? Long.valueOf(name)
            : Contexts.LOG.enums().get("SEVERITY_NUMBER_" + name);
    if (number == null || number == 0) {
      throw new ConfigException(
          severity.at("min"), "expected a severity such as INFO or 9, found \"" + name + "\"");
    }
    return number;
  }

  /** Any log record must match; {@code null} when the list names nothing. */
  static @Nullable Predicate<Frame> read(Settings list) throws ConfigException {
    String type = list.text("match_type");
    List<Predicate<Frame>> tests = new ArrayList<>();
    TextSet bodies = MatchLists.texts(list, "bodies", type);
    if (bodies != null) {
      tests.add(f -> bodies.matches(Utf8.of(Json.asText(f.log().body()))));
    }
    TextSet texts = MatchLists.texts(list, "severity_texts", type);
    if (texts != null) {
      tests.add(f -> texts.matches(f.log().severityText()));
    }
    if (list.has(SEVERITY)) {
      long least = severity(list);
      boolean undefined = list.map(SEVERITY).bool("match_undefined");
      tests.add(f -> {
        int severity = f.log().severityNumber();
        return severity == 0 ? undefined : severity >= least;
      });
    }
    List<AttributeMatch> resources = AttributeMatch.read(list, "resource_attributes", type);
    List<AttributeMatch> attributes = AttributeMatch.read(list, "record_attributes", type);
    if (tests.isEmpty() && resources.isEmpty() && attributes.isEmpty()) {
      return null;
    }
    tests.add(f -> AttributeMatch.all(resources, f.resource().resource().attributes()));
    tests.add(f -> AttributeMatch.all(attributes, f.log().attributes()));
    return f -> tests.stream().allMatch(test -> test.test(f));
  }
}
