package dev.eyepiece.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Rules that were written to do harm are refused, or taken, with little memory. */
class HostileRulesTest {
  private static final int TEXTS = 10_000;

  /** What compiling one text may allocate, above what its length may cost. */
  private static final long MOST_BYTES = 256L << 20;

  private static final long MOST_BYTES_A_CHARACTER = 20_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long seed = Long.getLong("eyepiece.seed", 20261130L);
  private final Random random = new Random(seed);
  private final Ottl ottl = new Ottl();

  private final List<IntFunction<String>> kinds =
      List.of(
          n -> condition("(".repeat(n) + "true" + ")".repeat(n)),
          n -> condition("not (".repeat(n) + "true" + ")".repeat(n)),
          n -> condition("true and ".repeat(n) + "span.name == \"a\""),
          n -> value("(".repeat(n) + "1" + ")".repeat(n)),
          n -> value("-".repeat(n) + "1"),
          n -> value("1" + " + 1".repeat(n)),
          n -> value("[".repeat(n) + "]".repeat(n)),
          n -> value("{\"a\":".repeat(n) + "1" + "}".repeat(n)),
          n -> value("Len(".repeat(n) + "\"a\"" + ")".repeat(n)),
          n -> value("Len(".repeat(n)),
          n -> value("span.attributes[\"a\"]" + "[\"a\"]".repeat(n)),
          n -> value("span" + ".a".repeat(n)),
          n -> value("() => ".repeat(n) + "1"),
          n -> value("\"" + "a\\n".repeat(n) + "\""),
          n -> value("\"" + "\\".repeat(n)),
          n -> value("9".repeat(n + 1)),
          n -> value("9".repeat(n + 1) + "." + "9".repeat(n)),
          n -> value("0x" + "f".repeat(n)),
          n -> value("A".repeat(n + 1)),
          n -> value("Concat([" + "\"a\", ".repeat(n) + "\"b\"], \"\")"),
          n -> pattern("(".repeat(n) + "a" + ")".repeat(n)),
          n -> pattern("(?:".repeat(n) + "a" + ")*".repeat(n)),
          n -> pattern("(a{1000}b{1000})".repeat(n)),
          n -> pattern("(".repeat(n) + "a{10}" + "){10}".repeat(n)),
          n -> pattern("[^\\\\x{" + Integer.toHexString(n) + "}]" + "\\\\pL".repeat(n)),
          n -> pattern("(?i)" + "k|".repeat(n)),
          n -> pattern("x*".repeat(n) + "y"),
          n -> pattern("[".repeat(n)),
          n -> "replace_match(span.name, \"" + "{a,".repeat(n) + "\", \"b\")",
          n ->
              value(
                  "ExtractGrokPatterns(\"a\", \"%{A}\", true, [\"A=%{A}%{A}\", \"" + n + "=x\"])"),
          n -> value("GetXML(span.name, \"" + "a[".repeat(n) + "\")"),
          this::noise);

  private static String condition(String condition) {
    return "set(span.name, \"a\") where " + condition;
  }

  private static String value(String value) {
    return "set(span.attributes[\"a\"], " + value + ")";
  }

  private static String pattern(String pattern) {
    return "replace_pattern(span.name, \"" + pattern + "\", \"b\")";
  }

  private String noise(int length) {
    StringBuilder text = new StringBuilder("set(");
    String signs = "()[]{}\"\\.,=<>!+-*/ \n\tabcAB_019é\ud83d\ude00\0";
    for (int i = 0; i < length; i++) {
      text.append(signs.charAt(random.nextInt(signs.length())));
    }
    return text.toString();
  }

  @Test
  void every_text_is_compiled_or_refused_in_bounds() {
    for (int i = 0; i < TEXTS; i++) {
      int length = i % 100 == 0 ? 20_000 : 1 + random.nextInt(i % 10 == 0 ? 2_000 : 60);
      String text = kinds.get(i % kinds.size()).apply(length);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Ottl.Compilation compiled =
          ottl.compile(RuleSource.of("transform", Map.of("trace_statements", List.of(text))));
      long spent = THREADS.getCurrentThreadAllocatedBytes() - before;
      String shown = text.substring(0, Math.min(80, text.length())) + " .. of " + text.length();
      assertThat(compiled.rules() != null).as(shown).isEqualTo(compiled.diagnostics().isEmpty());
      assertThat(spent)
          .as("%s, seed %d", shown, seed)
          .isLessThan(MOST_BYTES + MOST_BYTES_A_CHARACTER * text.length());
    }
  }
}
