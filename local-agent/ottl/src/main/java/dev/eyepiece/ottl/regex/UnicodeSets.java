package dev.eyepiece.ottl.regex;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The sets of {@code \p{..}}: general categories and scripts by the names that RE2 knows, whatever
 * their case, blanks, hyphens and underscores. Members are those of this JDK's Unicode.
 */
final class UnicodeSets {
  /** Short name of each category, with the types of {@link Character} that are in it. */
  private static final Map<String, Integer> CATEGORIES = new HashMap<>();

  private static final Map<String, String> ALIASES = new HashMap<>();
  private static final Map<String, Character.UnicodeScript> SCRIPTS = new HashMap<>();
  private static final Map<String, CharSet> KNOWN = new ConcurrentHashMap<>();

  static {
    category("lu", "uppercaseletter", Character.UPPERCASE_LETTER);
    category("ll", "lowercaseletter", Character.LOWERCASE_LETTER);
    category("lt", "titlecaseletter", Character.TITLECASE_LETTER);
    category("lm", "modifierletter", Character.MODIFIER_LETTER);
    category("lo", "otherletter", Character.OTHER_LETTER);
    category("mn", "nonspacingmark", Character.NON_SPACING_MARK);
    category("me", "enclosingmark", Character.ENCLOSING_MARK);
    category("mc", "spacingmark", Character.COMBINING_SPACING_MARK);
    category("nd", "decimalnumber", Character.DECIMAL_DIGIT_NUMBER);
    category("nl", "letternumber", Character.LETTER_NUMBER);
    category("no", "othernumber", Character.OTHER_NUMBER);
    category("zs", "spaceseparator", Character.SPACE_SEPARATOR);
    category("zl", "lineseparator", Character.LINE_SEPARATOR);
    category("zp", "paragraphseparator", Character.PARAGRAPH_SEPARATOR);
    category("cc", "control", Character.CONTROL);
    category("cf", "format", Character.FORMAT);
    category("co", "privateuse", Character.PRIVATE_USE);
    category("cs", "surrogate", Character.SURROGATE);
    category("cn", "unassigned", Character.UNASSIGNED);
    category("pd", "dashpunctuation", Character.DASH_PUNCTUATION);
    category("ps", "openpunctuation", Character.START_PUNCTUATION);
    category("pe", "closepunctuation", Character.END_PUNCTUATION);
    category("pc", "connectorpunctuation", Character.CONNECTOR_PUNCTUATION);
    category("po", "otherpunctuation", Character.OTHER_PUNCTUATION);
    category("pi", "initialpunctuation", Character.INITIAL_QUOTE_PUNCTUATION);
    category("pf", "finalpunctuation", Character.FINAL_QUOTE_PUNCTUATION);
    category("sm", "mathsymbol", Character.MATH_SYMBOL);
    category("sc", "currencysymbol", Character.CURRENCY_SYMBOL);
    category("sk", "modifiersymbol", Character.MODIFIER_SYMBOL);
    category("so", "othersymbol", Character.OTHER_SYMBOL);
    union("lc", "casedletter", "lu", "ll", "lt");
    union("l", "letter", "lc", "lm", "lo");
    union("m", "mark", "mn", "me", "mc");
    union("n", "number", "nd", "nl", "no");
    union("z", "separator", "zs", "zl", "zp");
    union("c", "other", "cc", "cf", "co", "cs", "cn");
    union("p", "punctuation", "pd", "ps", "pe", "pc", "po", "pi", "pf");
    union("s", "symbol", "sm", "sc", "sk", "so");
    ALIASES.put("cntrl", "cc");
    ALIASES.put("digit", "nd");
    ALIASES.put("punct", "p");
    ALIASES.put("combiningmark", "m");
    for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
      if (script != Character.UnicodeScript.UNKNOWN) {
        SCRIPTS.put(canonical(script.name()), script);
      }
    }
  }

  private UnicodeSets() {}

  private static void category(String name, String alias, int type) {
    CATEGORIES.put(name, 1 << type);
    ALIASES.put(alias, name);
  }

  private static void union(String name, String alias, String... parts) {
    int types = 0;
    for (String part : parts) {
      types |= CATEGORIES.getOrDefault(part, 0);
    }
    CATEGORIES.put(name, types);
    ALIASES.put(alias, name);
  }

  private static String canonical(String name) {
    return name.replaceAll("[_ -]", "").toLowerCase(Locale.ROOT);
  }

  /** The set of a name; {@code null} when there is none. */
  static @Nullable CharSet find(String name) {
    String key = canonical(name);
    return switch (key) {
      case "any" -> CharSet.ALL;
      case "ascii" -> CharSet.of("\0\u007f");
      case "assigned" -> known("cn", types(CATEGORIES.getOrDefault("cn", 0))).negated();
      default -> {
        Integer types = CATEGORIES.get(ALIASES.getOrDefault(key, key));
        if (types != null) {
          yield known(key, types(types));
        }
        Character.UnicodeScript script = SCRIPTS.get(key);
        yield script == null ? null : known(key, c -> Character.UnicodeScript.of(c).equals(script));
      }
    };
  }

  private static IntPredicate types(int types) {
    return c -> (types >> Character.getType(c) & 1) != 0;
  }

  private static CharSet known(String key, IntPredicate member) {
    return KNOWN.computeIfAbsent(key, k -> all(member));
  }

  private static CharSet all(IntPredicate member) {
    CharSet.Builder set = new CharSet.Builder();
    int first = -1;
    for (int c = 0; c <= CodePoints.MAX; c++) {
      boolean in = member.test(c);
      if (in && first < 0) {
        first = c;
      } else if (!in && first >= 0) {
        set.add(first, c - 1);
        first = -1;
      }
    }
    if (first >= 0) {
      set.add(first, CodePoints.MAX);
    }
    return set.build();
  }
}
