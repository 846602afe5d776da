package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Condition;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The include and exclude lists of older filter configurations. What include does not match is
 * dropped, then what exclude matches.
 */
final class MatchLists {
  private static final List<String> BOTH = List.of("include", "exclude");

  private final GroupCompiler compiler;
  private final ErrorMode mode;

  MatchLists(GroupCompiler compiler, ErrorMode mode) {
    this.compiler = compiler;
    this.mode = mode;
  }

  /** Makes the test of one list; null when it says nothing. */
  @FunctionalInterface
  private interface Reader {
    @Nullable Predicate<Frame> read(Settings list) throws ConfigException;
  }

  /** Checks the keys of a signal, and that no list stands beside conditions. */
  static void check(Settings settings, Signal signal, String key, Set<String> levels)
      throws ConfigException {
    Set<String> known = new HashSet<>(levels);
    if (signal == Signal.METRICS) {
      known.addAll(Set.of("include", "exclude", "regexp"));
    } else if (signal == Signal.LOGS) {
      known.addAll(Set.of("include", "exclude"));
    }
    Settings own = settings.map(key);
    own.allow(known);
    boolean conditions = false;
    for (String level : levels) {
      conditions |= own.texts(level) != null;
    }
    Settings lists = lists(settings, signal, own);
    if (signal == Signal.TRACES) {
      lists.allow(Set.of("include", "exclude"));
    }
    for (String list : BOTH) {
      if (lists.get(list) != null && conditions) {
        throw new ConfigException(
            lists.at(list), "may not be used beside conditions of " + settings.at(key));
      }
      switch (signal) {
        case TRACES -> SpanLists.allow(lists.map(list));
        case LOGS -> LogLists.severity(lists.map(list));
        case METRICS -> MetricLists.allow(lists.map(list));
        case PROFILES -> {}
      }
    }
  }

  /** Where the lists of a signal stand: those of spans beside the conditions, the others there. */
  static Settings lists(Settings settings, Signal signal, Settings own) throws ConfigException {
    return signal == Signal.TRACES ? settings.map("spans") : own;
  }

  /** Whether there is any list. */
  static boolean any(Settings lists) {
    return BOTH.stream().anyMatch(key -> lists.get(key) != null);
  }

  /** The pass that drops by the lists; {@code null} when they say nothing. */
  @Nullable Filter filter(Settings lists, Signal signal) throws ConfigException {
    Level resource = Level.NONE;
    Level record = Level.NONE;
    switch (signal) {
      case TRACES -> record = level(lists, SpanLists::read);
      case LOGS -> record = level(lists, LogLists::read);
      case METRICS -> {
        resource = level(lists, MetricLists::resources);
        record = level(lists, MetricLists::metrics);
      }
      case PROFILES -> {}
    }
    return resource.present() || record.present()
        ? new Filter(resource, Level.NONE, record, Level.NONE)
        : null;
  }

  private Level level(Settings lists, Reader reader) throws ConfigException {
    List<Statement> conditions = new ArrayList<>();
    boolean present = false;
    for (String key : BOTH) {
      if (lists.get(key) == null) {
        continue;
      }
      String path = lists.at(key);
      try {
        Predicate<Frame> test = reader.read(lists.map(key));
        if (test != null) {
          present = true;
          boolean drops = key.equals("exclude");
          conditions.add(
              compiler.made(path, key + " " + shown(lists.get(key)), f -> test.test(f) == drops));
        }
      } catch (CheckException e) {
        compiler.problem(path, "", "" + e.getMessage());
      }
    }
    return new Level(present, conditions, mode);
  }

  private static String shown(@Nullable Object list) {
    String text = String.valueOf(list);
    return text.length() > 200 ? text.substring(0, 200) + ".." : text;
  }

  /** A set of the texts under a key; {@code null} when there are none. */
  static @Nullable TextSet texts(Settings list, String key, String type) throws ConfigException {
    List<String> texts = list.texts(key);
    return texts == null || texts.isEmpty() ? null : TextSet.of(texts, type);
  }

  /** A condition that is no text of the language. */
  static Condition condition(Predicate<Frame> test) {
    return new Condition() {
      @Override
      public boolean test(Frame frame) {
        return test.test(frame);
      }
    };
  }
}
