package dev.eyepiece.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.SearchToken;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SearchLineModelTest {
  private final FakeTelemetry telemetry = FakeTelemetry.shop(60);
  private final Ambient ambient = new Ambient();
  private final Remembered remembered = Remembered.inMemory();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final SearchLineModel model =
      new SearchLineModel(
          telemetry,
          ambient,
          new SearchHistory(remembered),
          new InPlace(),
          InstantSource.fixed(Instant.parse("2026-11-23T03:00:00Z")),
          (nanos, action) -> later.add(action));

  private void type(String text) {
    model.typed(text, text.length());
  }

  private void pause() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  @Test
  void keysAreOfferedWithTheirTypesAndValuesWithTheirCounts() {
    model.enter();
    type("ser");
    assertThat(model.completionsProperty().get())
        .first()
        .isEqualTo(new Completion("service:", "service", "text"));
    type("http.");
    assertThat(model.completionsProperty().get())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.detail()).matches("(text|int|bool|double)  .*"));
    type("service:");
    assertThat(model.completionsProperty().get())
        .extracting(Completion::insert)
        .contains("storefront", "payment");
    assertThat(model.completionsProperty().get().getFirst().detail()).endsWith(" spans");
    type("status:e");
    assertThat(model.completionsProperty().get())
        .extracting(Completion::insert)
        .containsExactly("error", "unset");
  }

  @Test
  void inTheListOfLogsTheirOwnKeysAndValuesAreOffered() throws Exception {
    LogRecord log = new LogRecord();
    log.setTimeUnixNano(1_795_399_722_656_000_000L);
    log.setSeverityNumber(17);
    log.attributes().add("order.id", "17");
    log.attributes().add(Utf8.of("retries"), new AnyValue.Int(3));
    ScopedLog one =
        new ScopedLog(
            new Resource(new Attributes(), 0, List.of(), Utf8.EMPTY),
            new Scope(Utf8.EMPTY, Utf8.EMPTY, new Attributes(), 0, Utf8.EMPTY),
            log);
    telemetry.addLogs(List.of(one));
    ambient.signalProperty().set(Signal.LOGS);
    model.enter();
    type("or");
    assertThat(model.completionsProperty().get())
        .contains(new Completion("order.id:", "order.id", "text  1"));
    type("ret");
    assertThat(model.completionsProperty().get())
        .first()
        .isEqualTo(new Completion("retries:", "retries", "int  1"));
    type("order.id:");
    assertThat(model.completionsProperty().get())
        .first()
        .isEqualTo(new Completion("17", "17", "1 log"));
    type("severity:e");
    assertThat(model.completionsProperty().get())
        .first()
        .isEqualTo(new Completion("error", "error", "1 log"));
    type("dura");
    assertThat(model.completionsProperty().get())
        .extracting(Completion::shown)
        .doesNotContain("duration");
    type("severity:eror");
    pause();
    assertThat(model.messageProperty().get().better()).isEqualTo("severity:error");
  }

  @Test
  void relationsAggregatesAndTimesAreOfferedWhereTheyCanStand() {
    model.enter();
    type("{service:payment} ");
    assertThat(model.completionsProperty().get())
        .extracting(Completion::shown)
        .contains(">>", ">", "~", "&&", "|");
    Completion below = model.completionsProperty().get().getFirst();
    assertThat(model.take(below).text()).isEqualTo("{service:payment} >> { ");
    type("{service:payment} | a");
    Completion average = model.completionsProperty().get().getFirst();
    assertThat(average.shown()).isEqualTo("avg");
    assertThat(model.take(average).text()).isEqualTo("{service:payment} | avg(");
    type("{service:");
    assertThat(model.completionsProperty().get())
        .extracting(Completion::insert)
        .contains("payment");
    type("time:");
    assertThat(model.completionsProperty().get()).extracting(Completion::insert).contains(">-15m");
  }

  /** The wrong word is marked where it is a value, and not where it is part of another. */
  @Test
  void whatIsWrongIsMarkedWhereItStands() {
    type("name:erorist -status:eror");
    pause();
    SearchLineModel.Message message = model.messageProperty().get();
    assertThat(message.at()).isEqualTo("name:erorist -status:".length());
    assertThat(message.better()).isEqualTo("name:erorist -status:error");
  }

  @Test
  void tokensAreThoseOfTheLanguage() {
    assertThat(SearchLineModel.tokens("{name:/a/} | x"))
        .extracting(SearchToken::kind)
        .containsExactly(
            SearchToken.Kind.BRACKET,
            SearchToken.Kind.KEY,
            SearchToken.Kind.OPERATOR,
            SearchToken.Kind.REGEX,
            SearchToken.Kind.BRACKET,
            SearchToken.Kind.OPERATOR,
            SearchToken.Kind.FUNCTION);
  }

  @Test
  void aCompletionTakesThePlaceOfWhatIsTypedOnly() {
    String text = "status:error ser -kind:client";
    model.typed(text, "status:error ser".length());
    SearchLineModel.Taken taken = model.take(model.completionsProperty().get().getFirst());
    assertThat(taken.text()).isEqualTo("status:error service: -kind:client");
    assertThat(taken.text().substring(0, taken.caret())).isEqualTo("status:error service:");
    type("name:");
    Completion named =
        model.completionsProperty().get().stream()
            .filter(one -> one.shown().equals("POST /cart/checkout"))
            .findFirst()
            .orElseThrow();
    assertThat(model.take(named).text()).isEqualTo("name:\"POST /cart/checkout\" ");
  }

  @Test
  void matchesAreCountedWhenTypingPausesAndOnlyThen() {
    int before = telemetry.snapshots();
    type("p");
    type("payment");
    assertThat(telemetry.snapshots()).isEqualTo(before);
    pause();
    assertThat(telemetry.snapshots()).isEqualTo(before + 1);
    assertThat(model.countProperty().get()).matches("[0-9\u202F]+ spans");
    type("payment (");
    assertThat(model.countProperty().get()).isEmpty();
    pause();
    assertThat(model.messageProperty().get()).isNull();
    assertThat(telemetry.openSnapshots()).isZero();
  }

  /** A question that still runs is ended by the next letter, and its answer is never shown. */
  @Test
  void everyLetterEndsTheQuestionBefore() {
    List<Runnable> started = new ArrayList<>();
    List<Boolean> ended = new ArrayList<>();
    Background slow =
        new Background() {
          @Override
          public <T> Task run(
              String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
            int mine = ended.size();
            ended.add(false);
            started.add(() -> new InPlace().run(title, work, done, failed));
            return new Task() {
              @Override
              public void cancel() {
                ended.set(mine, true);
              }

              @Override
              public boolean isDone() {
                return false;
              }
            };
          }

          @Override
          public void onFx(Runnable action) {
            action.run();
          }
        };
    SearchLineModel busy =
        new SearchLineModel(
            telemetry,
            ambient,
            new SearchHistory(remembered),
            slow,
            InstantSource.fixed(Instant.parse("2026-11-23T03:00:00Z")),
            (nanos, action) -> later.add(action));
    busy.typed("pay", 3);
    pause();
    assertThat(ended).containsExactly(false);
    busy.typed("payment", 7);
    assertThat(ended).containsExactly(true);
    pause();
    assertThat(ended).containsExactly(true, false);
    started.getFirst().run();
    assertThat(busy.countProperty().get()).isEmpty();
    started.getLast().run();
    assertThat(busy.countProperty().get()).endsWith("spans");
  }

  @Test
  void anUnknownKeyIsAdvisedWithWhatWasMeant() {
    model.enter();
    type("-status:ok servce:payment");
    pause();
    SearchLineModel.Message message = model.messageProperty().get();
    assertThat(message)
        .isEqualTo(
            new SearchLineModel.Message(
                false, 11, 6, "nothing that is held has 'servce'", "-status:ok service:payment"));
    type("status:eror");
    pause();
    assertThat(model.messageProperty().get().sentence())
        .isEqualTo("status is one of unset, ok, error");
    assertThat(model.messageProperty().get().better()).isEqualTo("status:error");
  }

  @Test
  void aSearchThatCannotBeReadIsAnErrorAtEnterAndNotMade() {
    ambient.searchProperty().set("before");
    assertThat(model.commit("duration:>fast")).isFalse();
    assertThat(model.messageProperty().get().error()).isTrue();
    assertThat(model.messageProperty().get().at()).isEqualTo(10);
    assertThat(ambient.searchProperty().get()).isEqualTo("before");
    assertThat(model.commit(" payment ")).isTrue();
    assertThat(model.messageProperty().get()).isNull();
    assertThat(ambient.searchProperty().get()).isEqualTo("payment");
  }

  @Test
  void searchesThatWereMadeComeBackAlsoInTheNextRun() {
    model.commit("one");
    model.commit("two");
    model.commit("one");
    assertThat(model.step(true, "typed")).isEqualTo("one");
    assertThat(model.step(true, "one")).isEqualTo("two");
    assertThat(model.step(true, "two")).isNull();
    assertThat(model.step(false, "two")).isEqualTo("one");
    assertThat(model.step(false, "one")).isEqualTo("typed");
    assertThat(model.step(false, "typed")).isNull();
    assertThat(new SearchHistory(remembered).all()).containsExactly("one", "two");
  }

  @Test
  void aStoreThatFailsLeavesTheLineWorking() {
    telemetry.failWith("the disk is gone");
    model.enter();
    type("service:pay");
    pause();
    assertThat(model.completionsProperty().get()).isEmpty();
    assertThat(model.countProperty().get()).isEmpty();
    assertThat(model.commit("service:pay")).isTrue();
  }
}
