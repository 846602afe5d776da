package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.shell.Ambient;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceViewModelTest {
  private final FakeTime time = new FakeTime();
  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final Ambient ambient = new Ambient();
  private final TraceViewModel model =
      new TraceViewModel(telemetry, ambient, new InPlace(), time::nanos, time);

  private TraceCases hold(TraceCases cases) {
    telemetry.add(cases.spans());
    return cases;
  }

  private void open(TraceCases cases) {
    model.open(hold(cases).id(), 0);
  }

  private String selectedName() {
    return model.tree().name(model.selectedProperty().get());
  }

  private TraceData data() {
    TraceData data = model.data();
    assertThat(data).isNotNull();
    return data;
  }

  @Test
  void aTraceThatIsNotHeldAndAStoreThatFailsAreSaid() {
    TraceId nobody = new TraceId(1, 2);
    model.open(nobody, 0);
    assertThat(model.stateProperty().get()).isEqualTo(new PageState.NotHeld(nobody));

    telemetry.failWith("the disk is gone");
    model.open(new TraceId(1, 3), 0);
    assertThat(model.stateProperty().get())
        .isEqualTo(new PageState.Failed("The trace could not be read: the disk is gone"));
  }

  @Test
  void selectsTheSpanThatAsLinkNamesElseTheRoot() {
    open(TraceCases.nineServices());
    assertThat(selectedName()).isEqualTo("POST /cart/checkout");
    assertThat(model.reader().recordProperty().get()).isNotNull();

    model.open(data().tree().spans().traceId(), 7);
    assertThat(selectedName()).isEqualTo("authorize card");

    model.open(data().tree().spans().traceId(), 404);
    assertThat(selectedName()).isEqualTo("POST /cart/checkout");
  }

  @Test
  void lateSpansJoinTheTraceAndSelectionFoldsTimeAndPlaceStay() {
    List<SpanRecord> all = TraceCases.large(3_000, 5).spans();
    telemetry.add(all.subList(0, 2_000));
    TraceId id = all.getFirst().span().traceId();
    model.open(id, 1_500);
    long folded = aBranchWithout(1_500);
    model.setCollapsed(model.tree().nodeOf(folded), true);
    model.time().show(1_000_000, 2_000_000);
    model.topProperty().set(700.25);
    long top = model.tree().spanId(model.rows().node(700));

    telemetry.add(all.subList(2_000, 3_000));

    assertThat(data().spanCount()).isEqualTo(3_000);
    assertThat(model.grownProperty().get()).isEqualTo("1\u202F000 new spans");
    assertThat(model.tree().spanId(model.selectedProperty().get())).isEqualTo(1_500);
    assertThat(model.time().scale().from()).isEqualTo(1_000_000);
    assertThat(model.time().scale().to()).isEqualTo(2_000_000);
    int first = (int) model.topProperty().get();
    assertThat(model.tree().spanId(model.rows().node(first))).isEqualTo(top);
    assertThat(model.topProperty().get() - first).isEqualTo(0.25);
    assertThat(model.outline()).isNotNull();
    assertThat(model.outline().isCollapsed(model.tree().nodeOf(folded))).isTrue();
  }

  /** The span at the head of a branch that does not hold another span. */
  private long aBranchWithout(long spanId) {
    TraceTree tree = model.tree();
    int place = tree.position(tree.nodeOf(spanId));
    for (int node = 0; node < tree.nodes(); node++) {
      boolean holds = tree.position(node) <= place && place < tree.subtreeEnd(node);
      if (tree.childCount(node) > 1 && !holds) {
        return tree.spanId(node);
      }
    }
    throw new AssertionError("the generator made no such branch");
  }

  @Test
  void aLateParentTakesThePlaceOfItsStubAndIsRead() {
    TraceCases whole = TraceCases.broken();
    whole.span(0xDEAD, 1, 15_000_000, 41_000_000, "payment", "pay", 2);
    List<SpanRecord> spans = whole.spans();
    telemetry.add(spans.subList(0, spans.size() - 1));
    model.open(whole.id(), 0xDEAD);
    assertThat(model.tree().isStub(model.selectedProperty().get())).isTrue();
    assertThat(model.reader().recordProperty().get()).isNull();

    telemetry.add(spans.subList(spans.size() - 1, spans.size()));

    assertThat(selectedName()).isEqualTo("pay");
    assertThat(model.reader().recordProperty().get()).isNotNull();
  }

  @Test
  void pausedNothingMovesAndLiveCatchesUp() {
    List<SpanRecord> all = TraceCases.large(50, 6).spans();
    telemetry.add(all.subList(0, 20));
    model.open(all.getFirst().span().traceId(), 0);
    ambient.liveProperty().set(false);
    telemetry.add(all.subList(20, 50));
    assertThat(data().spanCount()).isEqualTo(20);

    ambient.liveProperty().set(true);
    assertThat(data().spanCount()).isEqualTo(50);
  }

  @Test
  void comingBackFindsSelectionFoldsTimeAndPlaceAsTheyWereLeft() {
    TraceCases first = hold(TraceCases.large(500, 7));
    TraceCases second = hold(TraceCases.nineServices());
    model.open(first.id(), 0);
    model.select(model.tree().nodeOf(400));
    long folded = aBranchWithout(400);
    model.setCollapsed(model.tree().nodeOf(folded), true);
    model.time().show(5_000, 90_000);
    model.topProperty().set(120);
    long top = model.tree().spanId(model.rows().node(120));

    model.open(second.id(), 0);
    assertThat(model.topProperty().get()).isZero();
    model.open(first.id(), 0);

    assertThat(model.tree().spanId(model.selectedProperty().get())).isEqualTo(400);
    assertThat(model.time().scale().from()).isEqualTo(5_000);
    assertThat(model.outline()).isNotNull();
    assertThat(model.outline().isCollapsed(model.tree().nodeOf(folded))).isTrue();
    assertThat(model.tree().spanId(model.rows().node((int) model.topProperty().get())))
        .isEqualTo(top);

    model.open(second.id(), 0);
    model.open(first.id(), 17);
    assertThat(model.tree().spanId(model.selectedProperty().get()))
        .as("a link's span comes before memory")
        .isEqualTo(17);
  }

  @Test
  void theSearchOfTheListIsCarriedInAndMatchesAreCountedAndWalked() {
    ambient.searchProperty().set("status:error");
    open(TraceCases.nineServices());
    assertThat(model.finder().foundProperty().get()).isEqualTo("2 of 13 spans match");
    model.finder().next(true);
    assertThat(selectedName()).isEqualTo("POST /charges");
    assertThat(model.finder().foundProperty().get()).isEqualTo("match 1 of 2 in 13 spans");
    model.finder().next(true);
    assertThat(selectedName()).isEqualTo("authorize card");
    model.finder().next(true);
    assertThat(selectedName()).as("round").isEqualTo("POST /charges");
    model.finder().next(false);
    assertThat(selectedName()).isEqualTo("authorize card");

    model.finder().textProperty().set("service=loyalty");
    assertThat(model.finder().foundProperty().get()).isEqualTo("2 of 13 spans match");
    model.finder().textProperty().set("duration:>soon");
    assertThat(model.finder().foundProperty().get()).startsWith("at character 11: 'soon'");
    assertThat(model.leaveFind()).isTrue();
    assertThat(model.finder().matches()).isNull();
    assertThat(model.leaveFind()).isFalse();
  }

  @Test
  void aMatchInAFoldedBranchIsOpenedTo() {
    open(TraceCases.nineServices());
    model.setAllCollapsed(true);
    assertThat(model.rows().size()).isEqualTo(2);
    model.finder().textProperty().set("\"cache hit\"");
    model.finder().next(true);
    assertThat(selectedName()).isEqualTo("cache hit");
    assertThat(model.rows().shows(model.tree(), model.selectedProperty().get())).isTrue();
  }

  @Test
  void keysMoveOverRowsSiblingsAndErrors() {
    open(TraceCases.broken());
    model.steps().rows(1_000);
    assertThat(selectedName()).isEqualTo("second root");
    model.steps().sibling(false);
    assertThat(selectedName()).isEqualTo("circle one");
    model.steps().sibling(false);
    assertThat(selectedName()).isEqualTo("parent 000000000000dead not received");
    model.steps().unfold();
    assertThat(selectedName()).isEqualTo("POST /charges");
    model.steps().sibling(true);
    assertThat(selectedName()).isEqualTo("POST /refunds");
    model.steps().sibling(true);
    assertThat(selectedName()).as("there is no sibling further down").isEqualTo("POST /refunds");
    model.steps().fold();
    assertThat(selectedName()).startsWith("parent");
    model.steps().fold();
    assertThat(model.outline()).isNotNull();
    assertThat(model.outline().isCollapsed(model.selectedProperty().get())).isTrue();
    model.steps().error(true);
    assertThat(selectedName()).as("no span failed").startsWith("parent");
    model.steps().rows(-1_000);
    assertThat(selectedName()).isEqualTo("GET /");
  }

  @Test
  void pinsAreFewAndTheOldestMakesRoom() {
    open(TraceCases.large(50, 8));
    for (int i = 0; i < Pins.MOST + 2; i++) {
      model.select(i);
      model.togglePin();
    }
    assertThat(model.pins().size()).isEqualTo(Pins.MOST);
    assertThat(model.pins().has(0)).isFalse();
    model.togglePin();
    assertThat(model.pins().size()).isEqualTo(Pins.MOST - 1);
  }

  @Test
  void oneBranchAloneAndTheCriticalPathAloneAreLeftAgain() {
    open(TraceCases.nineServices());
    int all = model.rows().size();
    model.select(model.tree().nodeOf(6));
    model.toggleFocus();
    assertThat(model.rows().size()).isEqualTo(2);
    assertThat(model.time().scale().isWhole()).isFalse();
    assertThat(model.leaveFocus()).isTrue();
    assertThat(model.rows().size()).isEqualTo(all);
    assertThat(model.leaveFocus()).isFalse();
    model.toggleOnlyCritical();
    assertThat(model.rows().size()).isLessThan(all);
    model.toggleOnlyCritical();
    assertThat(model.rows().size()).isEqualTo(all);
  }

  @Test
  void hiddenItAsksForNothing() {
    open(TraceCases.nineServices());
    model.hide();
    int asked = telemetry.snapshots();
    telemetry.add(TraceCases.single().spans());
    assertThat(telemetry.snapshots()).isEqualTo(asked);
    assertThat(telemetry.openSnapshots()).isZero();
  }
}
