package dev.eyepiece.agent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.pipeline.RuleSetCounts;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {
  private static final String TEXT = "set(span.attributes[\"a\"], 1)\n";

  @TempDir Path home;
  private Path folder;
  private final Road road = new Road();

  /** Remembers what is in force, and fails when told to. */
  private static final class Road implements RuleBook.Road {
    private List<RoadRule> rules = List.of();
    private boolean full;

    @Override
    public void use(List<RoadRule> inForce) throws IOException {
      if (full) {
        throw new IOException("the disk is full");
      }
      rules = inForce;
    }

    @Override
    public List<RuleSetCounts> counts() {
      return rules.stream()
          .map(rule -> new RuleSetCounts(rule.id(), true, 7, 0, "", List.of()))
          .toList();
    }

    private List<String> ids() {
      return rules.stream().map(RoadRule::id).toList();
    }
  }

  @BeforeEach
  void make() {
    folder = home.resolve("rules");
  }

  private RuleBook open() throws IOException {
    return RuleBook.open(folder, road);
  }

  private static List<String> ids(RuleBook book) {
    return book.list().stream().map(state -> state.set().id()).toList();
  }

  @Test
  void whatIsPutIsThereAgainAfterARestart() throws Exception {
    RuleSetInfo set =
        new RuleSetInfo(
            "cards",
            "Redact cards: all",
            20,
            true,
            Set.of(Signal.TRACES, Signal.LOGS),
            RoadRule.ErrorMode.SILENT,
            "# note\n---\n" + TEXT + "\n\n");
    assertThatThrownBy(() -> open().put(set)).hasMessageContaining("does not check");
    RuleSetInfo good = set.withText("# note: é\n" + TEXT + "\n\n");
    open().put(good);
    assertThat(road.rules).containsExactly(good.road());
    RuleSetState read = open().get("cards");
    assertThat(read.set()).isEqualTo(good);
    assertThat(read.inForce()).isTrue();
    assertThat(read.counts().requests()).isEqualTo(7);
  }

  @Test
  void theLowerPriorityRunsFirstAndOfEqualOnesTheLowerId() throws Exception {
    RuleBook book = open();
    book.put(RuleSetInfo.of("b", TEXT).withEnabled(true));
    book.put(RuleSetInfo.of("c", TEXT).withEnabled(true).withPriority(5));
    book.put(RuleSetInfo.of("a", TEXT).withEnabled(true));
    book.put(RuleSetInfo.of("d", TEXT).withPriority(1));
    assertThat(ids(book)).containsExactly("d", "c", "a", "b");
    assertThat(road.ids()).containsExactly("c", "a", "b");
    assertThat(ids(open())).containsExactly("d", "c", "a", "b");
  }

  @Test
  void switchingAndRemovingIsInForceAtOnceAndKept() throws Exception {
    RuleBook book = open();
    book.put(RuleSetInfo.of("a", TEXT));
    assertThat(road.ids()).isEmpty();
    assertThat(book.enable("a", true).inForce()).isTrue();
    assertThat(open().get("a").set().enabled()).isTrue();
    book.enable("a", false);
    assertThat(road.ids()).isEmpty();
    book.enable("a", true);
    book.remove("a");
    assertThat(road.ids()).isEmpty();
    assertThat(ids(open())).isEmpty();
    assertThatThrownBy(() -> book.enable("a", true))
        .isInstanceOfSatisfying(
            RuleSetException.class,
            e -> assertThat(e.kind()).isEqualTo(ChangeException.Kind.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          not our form                                   | the line '---' before the rules is missing
          name: x\\ncolour: red\\n---\\nset(span.name, "a") | line 2: expected one of enabled
          name: x\\nset(span.name, "a")\\n                   | line 2: expected one of enabled
          priority: high\\n---\\nset(span.name, "a")       | priority: expected a number
          enabled: yes\\n---\\nset(span.name, "a")         | enabled: expected true or false
          signals: spans\\n---\\nset(span.name, "a")       | 'spans' is no signal
          error_mode: loud\\n---\\nset(span.name, "a")     | 'loud' is no error mode
          name: x\\n---\\n                                 | there are no rules
          """)
  void aBrokenFileIsNamedAndSetAsideAndTheRestLoads(String text, String why) throws Exception {
    open().put(RuleSetInfo.of("good", TEXT).withEnabled(true));
    Files.writeString(folder.resolve("bad.rules"), text.replace("\\n", "\n"));
    RuleBook book = open();
    assertThat(ids(book)).containsExactly("good");
    assertThat(road.ids()).containsExactly("good");
    assertThat(book.problems()).singleElement().asString().contains("bad.rules.broken", why);
    assertThat(folder.resolve("bad.rules")).doesNotExist();
    assertThat(open().problems()).isEmpty();
  }

  @Test
  void aSetThatIsOnAndDoesNotCheckIsSaidAndNotInForce() throws Exception {
    open().put(RuleSetInfo.of("a", TEXT).withEnabled(true));
    Path file = folder.resolve("a.rules");
    Files.writeString(file, Files.readString(file).replace("span.attributes", "span.atributes"));
    RuleBook book = open();
    assertThat(road.ids()).isEmpty();
    assertThat(book.get("a").problem()).contains("atributes");
    assertThat(book.problems()).singleElement().asString().contains("'a' is on and not in force");
    assertThatThrownBy(() -> book.enable("a", true)).hasMessageContaining("does not check");
    book.put(book.get("a").set().withText(TEXT));
    assertThat(book.problems()).isEmpty();
    assertThat(road.ids()).containsExactly("a");
  }

  @Test
  void whatCannotBePutInForceOrKeptChangesNothing() throws Exception {
    RuleBook book = open();
    book.put(RuleSetInfo.of("a", TEXT).withEnabled(true));
    road.full = true;
    assertThatThrownBy(() -> book.enable("a", false)).hasMessageContaining("the disk is full");
    road.full = false;
    assertThat(book.get("a").set().enabled()).isTrue();
    Path away = home.resolve("away");
    Files.move(folder, away);
    Files.writeString(folder, "no folder");
    assertThatThrownBy(() -> book.enable("a", false)).hasMessageContaining("cannot be kept");
    assertThat(road.ids()).containsExactly("a");
    assertThat(book.get("a").set().enabled()).isTrue();
    Files.delete(folder);
    Files.move(away, folder);
    assertThat(open().get("a").set().enabled()).isTrue();
  }

  @Test
  void whatTheServerGivesRunsAmongTheOwnersAndIsReplacedWhole() throws Exception {
    RuleBook book = open();
    book.put(RuleSetInfo.of("own", TEXT).withEnabled(true));
    RuleSetInfo first = RuleSetInfo.of("first", TEXT).withEnabled(true).withPriority(1);
    RuleSetInfo last = RuleSetInfo.of("last", TEXT).withEnabled(true).withPriority(900);
    book.give(Map.of(first, "here", last, "there"));
    assertThat(road.ids()).containsExactly("first", "own", "last");
    assertThat(book.list()).extracting(RuleSetState::fromServer).containsExactly(true, false, true);
    book.enable("own", false);
    assertThat(road.ids()).containsExactly("first", "last");
    road.full = true;
    assertThatThrownBy(() -> book.give(Map.of())).hasMessageContaining("the disk is full");
    road.full = false;
    assertThat(ids(book)).containsExactly("first", "own", "last");
    assertThatThrownBy(() -> book.give(Map.of(last, "here", last.withText("nothing"), "there")))
        .hasMessageStartingWith("there: rule set 'last' does not check: ");
    assertThat(ids(book)).containsExactly("first", "own", "last");
    assertThat(ids(open())).containsExactly("own");
    book.give(Map.of(last, "here"));
    assertThat(road.ids()).containsExactly("last");
  }

  @ParameterizedTest
  @CsvSource({"Upper", "'a b'", "../a", "''", "-a"})
  void whatIsNoIdIsRefused(String id) throws Exception {
    assertThatThrownBy(() -> open().put(RuleSetInfo.of(id, TEXT).withName("n")))
        .isInstanceOfSatisfying(
            RuleSetException.class, e -> assertThat(e.kind()).isEqualTo(ChangeException.Kind.WRONG))
        .hasMessageContaining("no id of a rule set");
    assertThat(folder).doesNotExist();
  }

  @Test
  void thereIsABoundToNamesPrioritiesAndNumbers() throws Exception {
    RuleBook book = open();
    RuleSetInfo set = RuleSetInfo.of("a", TEXT);
    assertThatThrownBy(() -> book.put(set.withName("a\nenabled: true")))
        .hasMessageContaining("no name");
    assertThatThrownBy(() -> book.put(set.withName("x".repeat(121)))).hasMessageContaining("name");
    assertThatThrownBy(() -> book.put(set.withPriority(-1))).hasMessageContaining("priority");
    for (int i = 0; i < RuleBook.MAX_SETS; i++) {
      book.put(RuleSetInfo.of("set-" + i, TEXT));
    }
    assertThatThrownBy(() -> book.put(set)).hasMessageContaining("100 rule sets already");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(RuleBook.MAX_SETS);
    }
  }
}
