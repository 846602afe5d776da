package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.CaseRunner;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Contexts;
import dev.eyepiece.ottl.engine.FunctionTable;
import dev.eyepiece.ottl.function.Functions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random rules, valid and nearly so, come to what the collector makes of them. {@code
 * -Deyepiece.fuzz=100000} says how many; what may differ is in {@code docs/ottl-differences.md},
 * and is counted. All functions are called.
 */
@Tag("peers")
class CollectorFuzzTest {
  private static final int BATCH = 5_000;

  /** In fewer cases some functions that few data are for may not be called. */
  private static final int ENOUGH = 50_000;

  /** So many of them at most, of some hundred. */
  private static final int RARE = 5;

  /** How often the collector is asked again where it differs. */
  private static final int ANEW = 40;

  /** What these give is by chance. */
  private static final Set<String> CHANCE = Set.of("Now", "UUID", "UUIDv7");

  private static final java.util.regex.Pattern CALL =
      java.util.regex.Pattern.compile("\\b([A-Za-z]\\w*)\\(");

  @TempDir Path directory;

  @Test
  void random_rules_come_to_what_the_collector_makes_of_them() throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    int count = Integer.getInteger("eyepiece.fuzz", 10_000);
    System.out.println("eyepiece.seed=" + seed);
    CollectorPeer peer = CollectorPeer.build(directory);
    CaseRunner runner = new CaseRunner(new Ottl());
    List<String> wrong = new ArrayList<>();
    Map<KnownDifference, Integer> known = new EnumMap<>(KnownDifference.class);
    Map<String, Integer> called = new HashMap<>();
    for (int done = 0; done < count && wrong.size() < 20; done += BATCH) {
      int size = Math.min(BATCH, count - done);
      List<String> cases =
          peer.script("python3", "fuzz.py", String.valueOf(seed + done), String.valueOf(size));
      List<String> results = peer.answers(cases);
      assertThat(results).hasSameSizeAs(cases).hasSize(size);
      for (int i = 0; i < size; i++) {
        String text = cases.get(i);
        String theirs = results.get(i);
        String ours = runner.run(text);
        if (theirs.contains("\"output\":")) {
          CALL.matcher(text)
              .results()
              .map(m -> m.group(1))
              .distinct()
              .forEach(name -> called.merge(name, 1, Integer::sum));
        }
        if (!Canonical.same(Canonical.result(text, theirs), Canonical.result(text, ours))) {
          KnownDifference difference = KnownDifference.of(text, theirs, ours);
          if (difference == null && isAmongItsAnswers(peer, text, ours)) {
            difference = KnownDifference.AN_ORDER_BY_CHANCE;
          }
          if (difference == null) {
            wrong.add(text + "\n  expected " + theirs + "\n  found    " + ours);
          } else {
            known.merge(difference, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    Map<String, Integer> ran = new TreeMap<>();
    functions().forEach(name -> ran.put(name, called.getOrDefault(name, 0)));
    System.out.println("differences by row: " + known);
    System.out.println("cases that ran, by function: " + ran);
    if (count >= 2 * BATCH) {
      List<String> missed = functions().stream().filter(name -> !called.containsKey(name)).toList();
      assertThat(missed).hasSizeLessThanOrEqualTo(count >= ENOUGH ? 0 : RARE);
    }
  }

  /** Random verbs, times, zones, languages and histograms, of which random rules have few. */
  @ParameterizedTest
  @ValueSource(strings = {"formats", "times", "zones", "languages", "written", "percentiles"})
  void random_texts_and_numbers_are_those_of_the_collector(String kind) throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    System.out.println("eyepiece.seed=" + seed);
    CollectorPeer peer = CollectorPeer.build(directory);
    CaseRunner runner = new CaseRunner(new Ottl());
    String count = kind.equals("formats") ? "100" : "2000";
    List<String> cases = peer.script("python3", "texts.py", kind, String.valueOf(seed), count);
    List<String> results = peer.answers(cases);
    assertThat(results).hasSameSizeAs(cases).hasSize(Integer.parseInt(count));
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      String text = cases.get(i);
      String ours = runner.run(text);
      String theirs = results.get(i);
      if (!Canonical.same(Canonical.result(text, theirs), Canonical.result(text, ours))) {
        wrong.add(text + "\n  expected " + theirs + "\n  found    " + ours);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * Whether the collector, asked anew, comes to what is ours too: its literal maps have any order.
   */
  private static boolean isAmongItsAnswers(CollectorPeer peer, String text, String ours)
      throws Exception {
    for (String theirs : peer.answers(Collections.nCopies(ANEW, text))) {
      if (Canonical.same(Canonical.result(text, theirs), Canonical.result(text, ours))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> functions() {
    Functions functions = new Functions(Clock.systemUTC(), new Random());
    Set<String> names = new TreeSet<>();
    for (Context context : Contexts.ALL) {
      for (FunctionTable table :
          List.of(
              functions.ofStatements(context, OttlVersion.V0_161),
              functions.ofConditions(context, OttlVersion.V0_161))) {
        table.all().forEach(function -> names.add(function.name()));
      }
    }
    names.removeAll(CHANCE);
    return names;
  }
}
