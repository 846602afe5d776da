package dev.eyepiece.ottl.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of statements, or of conditions, as it is configured.
 *
 * @param path where it stands in the configuration
 * @param context empty when it is to be inferred
 * @param flat whether it is the flat list of the short form
 * @param errorMode {@code null} for the processor's own
 */
record GroupConfig(
    String path,
    String context,
    boolean flat,
    List<String> conditions,
    List<String> statements,
    @Nullable ErrorMode errorMode,
    boolean sharedCache) {

  private static final Set<String> CONTEXTS =
      Set.of("resource", "scope", "span", "spanevent", "metric", "datapoint", "log", "profile");

  /** Where a statement or condition stands. */
  String pathOf(boolean condition, int index) {
    String list = condition ? "conditions" : "statements";
    return flat ? path + "[" + index + "]" : path + "." + list + "[" + index + "]";
  }

  /** Reads the groups under a key: a flat list of texts, or objects, but not both. */
  static List<GroupConfig> read(Settings settings, String key, boolean filter)
      throws ConfigException {
    List<?> items = settings.list(key);
    List<GroupConfig> groups = new ArrayList<>();
    List<String> flat = new ArrayList<>();
    for (int i = 0; items != null && i < items.size(); i++) {
      String path = settings.at(key) + "[" + i + "]";
      Object item = items.get(i);
      if (item == null) {
        throw new ConfigException(path, "an empty item");
      }
      if (item instanceof String text) {
        // Texts behind objects are a group of their own for statements, as in the reference.
        if (filter && !groups.isEmpty()) {
          throw mixed(path);
        }
        flat.add(text);
      } else if (!flat.isEmpty()) {
        throw mixed(path);
      } else {
        groups.add(one(Settings.of(path, item), path, filter));
      }
    }
    if (!flat.isEmpty()) {
      groups.add(
          new GroupConfig(
              settings.at(key),
              "",
              true,
              filter ? flat : List.of(),
              filter ? List.of() : flat,
              null,
              false));
    }
    return groups;
  }

  private static ConfigException mixed(String path) {
    return new ConfigException(path, "texts and groups may not stand in one list");
  }

  private static GroupConfig one(Settings settings, String path, boolean filter)
      throws ConfigException {
    settings.allow(
        filter
            ? Set.of("context", "conditions", "error_mode")
            : Set.of("context", "conditions", "statements", "error_mode", "shared_cache"));
    String context = settings.text("context").toLowerCase(Locale.ROOT);
    boolean known = CONTEXTS.contains(context) || (!filter && context.equals("exemplar"));
    if (settings.has("context") && !known) {
      throw new ConfigException(
          settings.at("context"),
          "expected one of "
              + String.join(", ", CONTEXTS.stream().sorted().toList())
              + ", found \""
              + context
              + "\"");
    }
    List<String> conditions = settings.texts("conditions");
    List<String> statements = filter ? null : settings.texts("statements");
    return new GroupConfig(
        path,
        context,
        false,
        conditions == null ? List.of() : conditions,
        statements == null ? List.of() : statements,
        settings.errorMode(),
        !filter && settings.bool("shared_cache"));
  }
}
