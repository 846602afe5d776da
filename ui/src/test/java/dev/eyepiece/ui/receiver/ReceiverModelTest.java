package dev.eyepiece.ui.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.ui.InPlace;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReceiverModelTest {
  private final AtomicReference<ReceiverReport> report =
      new AtomicReference<>(FakeReceiver.empty());
  private final AtomicLong nanos = new AtomicLong();
  private final ReceiverModel model = model(report::get);

  private ReceiverModel model(Supplier<ReceiverReport> from) {
    return new ReceiverModel(
        from, new InPlace(), InstantSource.fixed(FakeReceiver.NOW), nanos::get);
  }

  private void tick(ReceiverReport now) {
    report.set(now);
    nanos.addAndGet(2_000_000_000L);
    model.tick();
  }

  @Test
  void withoutSendersThePortsAreShown() {
    tick(FakeReceiver.empty());
    ReceiverModel.State state = model.stateProperty().get();
    assertThat(state.nothing()).isTrue();
    assertThat(state.heading()).isEqualTo("Nobody has sent anything since the start");
    assertThat(state.ports()).hasSize(2);
    assertThat(PortsPane.words(state.ports().getLast()))
        .contains("TLS, certificates of senders required", "token wanted");
  }

  @Test
  void sendersAreCountedAndWhatIsLeftOutIsSaid() {
    tick(FakeReceiver.busy(1_000));
    ReceiverModel.State state = model.stateProperty().get();
    assertThat(state.nothing()).isFalse();
    assertThat(state.heading()).startsWith("4 senders, 3 connected; 1\u202F210\u202F631 records");
    assertThat(state.told())
        .isEqualTo(
            "2 senders that were silent longest are left out; the newest 3 of 140 refusals are"
                + " listed");
    assertThat(state.senders()).extracting(SenderRow::who).contains("java (4711)", "192.168.1.17");
    assertThat(state.senders().get(1).how()).isEqualTo("gRPC, protobuf, zstd, TLS");
    assertThat(state.senders().get(2).how()).isEqualTo("HTTP/1.1, JSON");
    assertThat(state.senders().getLast().lastSeen()).isEqualTo("4 min ago");
    assertThat(state.senders().getLast().service()).isEqualTo("Go-http-client/2.0");
    assertThat(state.senders().getLast().facts())
        .anySatisfy(fact -> {
          assertThat(fact.name()).isEqualTo("Process");
          assertThat(fact.value()).startsWith("not known: looked up for connections of this");
        })
        .anySatisfy(fact -> assertThat(fact.value()).contains("3 refused"));
  }

  @Test
  void aRateIsThatOfTheTimeBetweenTwoLooks() {
    tick(FakeReceiver.busy(1_000));
    assertThat(model.stateProperty().get().senders()).allMatch(row -> row.perSecond() == 0);
    tick(FakeReceiver.busy(5_000));
    assertThat(model.stateProperty().get().senders().getFirst().perSecond()).isEqualTo(2_000);
    assertThat(model.stateProperty().get().senders().get(1).perSecond()).isZero();
  }

  @Test
  void theChosenSenderStaysChosenAndIsRenewed() {
    tick(FakeReceiver.busy(1_000));
    model.choose(model.stateProperty().get().senders().getFirst().key());
    tick(FakeReceiver.busy(5_000));
    assertThat(model.chosenProperty().get()).isNotNull();
    assertThat(model.chosenProperty().get().sender().allRecords()).isEqualTo(5_000);
    tick(FakeReceiver.empty());
    assertThat(model.chosenProperty().get()).isNull();
  }

  @Test
  void aLookThatFailsIsSaidAndThePageStays() {
    tick(FakeReceiver.busy(1_000));
    ReceiverModel failing =
        model(() -> {
          throw new IllegalStateException("the agent is not up");
        });
    failing.tick();
    assertThat(failing.stateProperty().get().heading())
        .isEqualTo("The receiver gives no figures: the agent is not up");
    failing.tick();
    assertThat(failing.stateProperty().get().nothing()).isTrue();
  }
}
