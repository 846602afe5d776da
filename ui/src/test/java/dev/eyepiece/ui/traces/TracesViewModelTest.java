package dev.eyepiece.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.ui.FakeShop;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.HeldWork;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.facet.Facet;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.theme.Formats;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesViewModelTest {
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final FakeShop shop = new FakeShop(3);
  private final Ambient ambient = new Ambient();
  private final FakeTime time = new FakeTime();
  private TracesViewModel model;

  @BeforeEach
  void show() {
    model =
        new TracesViewModel(
            telemetry, ambient, new InPlace(), InstantSource.system(), time::nanos, time);
    model.show();
  }

  private void add(List<SpanRecord> spans) {
    time.pass(60_000);
    telemetry.add(spans);
  }

  @Test
  void whatComesIsListedAndSaidToBeNew() {
    assertThat(model.stateProperty().get()).isInstanceOf(ListState.NothingReceived.class);
    add(shop.traces(20));
    assertThat(model.stateProperty().get()).isInstanceOf(ListState.Shown.class);
    assertThat(model.arrivedProperty().get()).isEmpty();
    List<TraceRow> before = List.copyOf(model.rows());
    add(shop.traces(3));
    assertThat(model.rows()).hasSize(23);
    assertThat(model.arrivedProperty().get())
        .hasSize(3)
        .noneMatch(id -> before.stream().anyMatch(row -> row.traceId().equals(id)));
  }

  @Test
  void whileSomebodyReadsRowsStayAndAreBroughtUpToDate() {
    List<SpanRecord> spans = shop.traces(10);
    SpanRecord late = spans.getLast();
    add(spans.subList(0, spans.size() - 1));
    model.readingProperty().set(true);
    List<TraceRow> before = List.copyOf(model.rows());
    add(List.of(late));
    assertThat(model.rows()).hasSize(10);
    assertThat(model.rows().getFirst().spans()).isEqualTo(before.getFirst().spans() + 1);
    add(shop.traces(12));
    assertThat(model.rows()).hasSize(10);
    assertThat(model.pendingProperty().get()).isEqualTo(12);
    model.readingProperty().set(false);
    assertThat(model.rows()).hasSize(22);
    assertThat(model.pendingProperty().get()).isZero();
  }

  @Test
  void aPauseShowsNothingNewButFiltersStillAct() {
    add(shop.traces(40));
    ambient.liveProperty().set(false);
    List<SpanRecord> more = shop.traces(5);
    add(more);
    assertThat(model.rows()).hasSize(40);
    assertThat(model.spansSincePause()).isEqualTo(more.size());
    model.toggle("service", "payment", false);
    assertThat(model.rows()).isNotEmpty().hasSizeLessThan(40);
    model.toggle("service", "payment", false);
    model.catchUp();
    assertThat(ambient.liveProperty().get()).isTrue();
    assertThat(model.rows()).hasSize(45);
  }

  @Test
  void sortingIsOverEverythingThatMatches() {
    add(shop.traces(200));
    model.orderProperty().set(new TraceOrder(TraceQuery.Sort.DURATION, true));
    assertThat(model.rows())
        .hasSize(200)
        .isSortedAccordingTo((a, b) -> Long.compare(b.durationNano(), a.durationNano()));
    assertThat(model.footer()).startsWith("200 of 200 traces, sorted over all · ");
  }

  @Test
  void theFooterSaysHowManySpansMatch() {
    add(shop.traces(30));
    long all = telemetry.spans().size();
    model.sought().search("service:payment");
    long matching = model.rows().stream().mapToLong(TraceRow::matchingSpans).sum();
    assertThat(model.footer())
        .isEqualTo(
            model.rows().size()
                + " of "
                + model.rows().size()
                + " traces, sorted over all · "
                + matching
                + " of "
                + all
                + " spans match");
    assertThat(model.rows()).allMatch(row -> row.matchingSpans() < row.spans());
  }

  @Test
  void facetsFollowTheSearchAndAddedOnesCanGo() {
    add(shop.traces(50));
    model.addFacet("http.response.status_code");
    assertThat(model.facetsProperty().get())
        .extracting(Facet::field)
        .containsExactly("service", "name", "status", "http.response.status_code");
    model.toggle("http.response.status_code", "201", false);
    assertThat(ambient.searchProperty().get()).isEqualTo("http.response.status_code:201");
    assertThat(model.facetsProperty().get().getLast().isChosen("201")).isTrue();
    model.removeFacet("http.response.status_code");
    assertThat(model.facetsProperty().get()).hasSize(3);
  }

  @Test
  void nothingFoundNamesTheTermsThatBringMostBack() {
    add(shop.traces(60));
    model.sought().search("service:payment service:storefront");
    model.sought().search("service:payment name:nothing -name:\"GET /\"");
    ListState.NoMatch none = (ListState.NoMatch) model.stateProperty().get();
    assertThat(none.before()).isEqualTo(60);
    assertThat(none.drops()).extracting(Listing.Drop::term).containsExactly("name:nothing");
    assertThat(none.ranged()).isFalse();
  }

  @Test
  void aSearchThatDoesNotReadLeavesTheRowsAndSaysWhy() {
    add(shop.traces(5));
    model.sought().search("duration:>fast");
    assertThat(model.rows()).hasSize(5);
    assertThat(model.troubleProperty().get()).contains("'fast' is neither a number");
    model.sought().search("");
    assertThat(model.troubleProperty().get()).isEmpty();
  }

  @Test
  void aStoreThatFailsIsSaidAndSnapshotsAreClosed() {
    telemetry.failWith("the disk is gone");
    model.refresh();
    assertThat(model.stateProperty().get())
        .isEqualTo(new ListState.Failed("The traces could not be read: the disk is gone"));
    telemetry.failWith(null);
    add(shop.traces(5));
    assertThat(model.rows()).hasSize(5);
    assertThat(telemetry.openSnapshots()).isZero();
  }

  @Test
  void aBoxIsComparedWithTheRest() {
    add(shop.traces(300));
    TraceBounds slow = new TraceBounds(TimeRange.ALL, 20_000_000, Long.MAX_VALUE);
    model.compare(slow);
    CompareState.Found found = (CompareState.Found) model.comparison().stateProperty().get();
    Comparison comparison = found.comparison();
    assertThat(comparison.boxTraces() + comparison.restTraces()).isEqualTo(300);
    Difference first = comparison.differences().getFirst();
    assertThat(comparison.boxShare(first)).isEqualTo(1);
    assertThat(comparison.restShare(first)).isZero();
    assertThat(comparison.differences())
        .anyMatch(one -> one.key().equals("service") && one.value().equals("payment"))
        .noneMatch(one -> one.key().equals("host.name"));
    model.within(slow);
    assertThat(model.rows()).hasSize((int) comparison.boxTraces());
    model.within(TraceBounds.ANY);
    assertThat(model.rows()).hasSize(300);
  }

  @Test
  void hiddenItAsksNothing() {
    model.hide();
    int asked = telemetry.snapshots();
    add(shop.traces(5));
    assertThat(telemetry.snapshots()).isEqualTo(asked);
    model.show();
    assertThat(model.rows()).hasSize(5);
  }

  @Test
  void tracesAreWalkedInTheOrderOfTheList() {
    add(shop.traces(5));
    assertThat(model.indexOf(model.rows().get(3).traceId())).isEqualTo(3);
    assertThat(model.at(5)).isNull();
    assertThat(model.at(0)).isEqualTo(model.rows().getFirst().traceId());
  }

  @Test
  void rowsDoNotWaitForHowManyThereAre() {
    HeldWork background = new HeldWork("Count traces");
    TracesViewModel later =
        new TracesViewModel(
            telemetry,
            ambient,
            background,
            InstantSource.system(),
            time::nanos,
            (nanos, then) -> {});
    model.hide();
    String rows = Formats.count(ListQuestion.MOST_ROWS);
    int all = ListQuestion.MOST_ROWS + 50;
    add(shop.traces(all));
    later.show();
    assertThat(later.rows()).hasSize(ListQuestion.MOST_ROWS);
    assertThat(later.footer())
        .isEqualTo("first " + rows + " of … traces, sorted over all · counting");
    assertThat(later.facetsProperty().get()).isEmpty();
    background.runNext();
    assertThat(later.footer())
        .startsWith("first " + rows + " of " + Formats.count(all) + " traces, sorted over all · ");
    assertThat(later.facetsProperty().get()).isNotEmpty();
    add(shop.traces(5));
    later.refresh();
    assertThat(later.footer())
        .as("until it is counted anew")
        .contains("of " + Formats.count(all) + " traces");
    background.runNext();
    assertThat(later.footer()).contains("of " + Formats.count(all + 5) + " traces");
    later.sought().search("-name:nothing");
    assertThat(later.footer()).as("of another search").contains("of … traces");
    later.hide();
    assertThat(background.isEmpty()).isTrue();
  }

  @Test
  void howOldTheListIsIsSaidWhileAQuestionTakesLong() {
    // The other one winds the clock.
    model.hide();
    InstantSource clock = time.showing(Instant.parse("2026-11-30T14:03:10Z"));
    HeldWork background = new HeldWork("List traces");
    TracesViewModel held =
        new TracesViewModel(
            telemetry, ambient, background, clock, time::nanos, (nanos, then) -> {});
    telemetry.add(shop.traces(3));
    held.show();
    background.runNext();
    assertThat(held.age(ZoneOffset.UTC)).isEmpty();
    time.pass(20_000);
    assertThat(held.age(ZoneOffset.UTC)).as("nothing came").isEmpty();
    telemetry.add(shop.traces(3));
    assertThat(held.rows()).hasSize(3);
    assertThat(held.age(ZoneOffset.UTC)).isEqualTo("as of 14:03:10, asking…");
    ambient.liveProperty().set(false);
    assertThat(held.age(ZoneOffset.UTC)).as("paused").isEmpty();
    ambient.liveProperty().set(true);
    background.runNext();
    assertThat(held.rows()).hasSize(6);
    assertThat(held.age(ZoneOffset.UTC)).isEmpty();
  }
}
