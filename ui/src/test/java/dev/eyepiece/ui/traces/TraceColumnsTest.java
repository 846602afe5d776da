package dev.eyepiece.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What name and services get of the room in the list of traces. */
class TraceColumnsTest {

  @Test
  void togetherTheyFillTheRoomAsSoonAsThereIsEnough() {
    for (int room = 290; room < 3_000; room++) {
      TraceColumns.Share share = TraceColumns.Share.of(room);
      assertThat(share.name() + share.services()).as("of %d", room).isEqualTo(room);
    }
  }

  @Test
  void moreRoomTakesFromNeither() {
    TraceColumns.Share before = TraceColumns.Share.of(1);
    for (int room = 2; room < 3_000; room++) {
      TraceColumns.Share now = TraceColumns.Share.of(room);
      assertThat(now.name()).as("name, of %d", room).isGreaterThanOrEqualTo(before.name());
      assertThat(now.services()).as("of %d", room).isGreaterThanOrEqualTo(before.services());
      before = now;
    }
  }

  @Test
  void namesOfOperationsGoBeforeThoseOfServices() {
    assertThat(TraceColumns.Share.of(370)).isEqualTo(new TraceColumns.Share(260, 110));
    assertThat(TraceColumns.Share.of(645).services()).isEqualTo(258);
    assertThat(TraceColumns.Share.of(2_000).services()).isEqualTo(420);
  }
}
