package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.Vocabulary;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What could be typed next: paths, functions and symbols of a signal, attribute keys held. */
final class Completions {
  private static final int MOST = 40;

  private final List<Offer> names;

  Completions(Ottl ottl, Signal signal) {
    Map<String, Offer> all = new LinkedHashMap<>();
    for (String context : contexts(signal)) {
      Vocabulary vocabulary = ottl.vocabulary(context);
      vocabulary
          .paths()
          .forEach(path ->
              all.putIfAbsent(
                  path.text(),
                  new Offer(path.text() + (path.indexable() ? "[\"" : ""), path.type())));
      vocabulary
          .functions()
          .forEach(
              one -> all.putIfAbsent(one.name(), new Offer(one.name() + "(", one.signature())));
      vocabulary.symbols().forEach(one -> all.putIfAbsent(one, new Offer(one, "symbol")));
    }
    all.put("where", new Offer("where ", "condition"));
    names = List.copyOf(all.values());
  }

  private static List<String> contexts(Signal signal) {
    List<String> wanted =
        switch (signal) {
          case TRACES -> List.of("span", "spanevent");
          case LOGS -> List.of("log");
          case METRICS -> List.of("metric", "datapoint");
          case PROFILES -> List.of("profile", "profilesample");
        };
    List<String> known = Vocabulary.contexts();
    return wanted.stream().filter(known::contains).toList();
  }

  /**
   * What fits what is typed before the caret.
   *
   * @param keys attribute keys that are held, the most frequent first
   * @param always whether to offer before anything is typed
   */
  Offers at(String line, int caret, List<String> keys, boolean always) {
    String before = line.substring(0, Math.clamp(caret, 0, line.length()));
    int quote = before.lastIndexOf('"');
    if (quote > 0 && before.charAt(quote - 1) == '[') {
      return keys(before.substring(quote + 1), quote + 1, keys, line, caret);
    }
    if (inText(before)) {
      return Offers.NONE;
    }
    int from = before.length();
    while (from > 0 && isName(before.charAt(from - 1))) {
      from--;
    }
    String typed = before.substring(from).toLowerCase(Locale.ROOT);
    if (typed.isEmpty() && !always) {
      return Offers.NONE;
    }
    List<Offer> offers = new ArrayList<>();
    for (Offer offer : names) {
      String name = offer.insert().toLowerCase(Locale.ROOT);
      if (name.contains(typed) && !name.equals(typed)) {
        offers.add(offer);
      }
    }
    offers.sort(
        Comparator.comparing(offer -> !offer.insert().toLowerCase(Locale.ROOT).startsWith(typed)));
    return new Offers(from, offers.stream().limit(MOST).toList());
  }

  private static Offers keys(String typed, int from, List<String> keys, String line, int caret) {
    boolean closed = line.startsWith("\"", caret);
    String wanted = typed.toLowerCase(Locale.ROOT);
    List<Offer> offers =
        keys.stream()
            .filter(key -> key.toLowerCase(Locale.ROOT).contains(wanted) && !key.equals(typed))
            .sorted(Comparator.comparing(key -> !key.toLowerCase(Locale.ROOT).startsWith(wanted)))
            .limit(MOST)
            .map(key -> new Offer(escaped(key) + (closed ? "" : "\"]"), "attribute"))
            .toList();
    return new Offers(from, offers);
  }

  private static String escaped(String key) {
    return key.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static boolean inText(String before) {
    boolean quoted = false;
    for (int i = 0; i < before.length(); i++) {
      if (before.charAt(i) == '\\' && quoted) {
        i++;
      } else if (before.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }
}
