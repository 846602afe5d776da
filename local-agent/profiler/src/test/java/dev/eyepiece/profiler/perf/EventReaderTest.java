package dev.eyepiece.profiler.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static ByteBuffer record(int type, int misc, int size) {
    ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    return record.putInt(0, type).putShort(4, (short) misc).putShort(6, (short) size);
  }

  @Test
  void the_name_of_a_new_program_is_told() {
    ByteBuffer record = record(3, 1 << 13, 40);
    record.putInt(8, 5).putInt(12, 6).put(16, (byte) 'l').put(17, (byte) 's').putLong(32, 99);
    assertThat(EventReader.read(record)).isEqualTo(new Event.Named(99, 5, 6, "ls", true));
  }

  @Test
  void a_thread_that_ends_or_starts_is_no_process() {
    ByteBuffer exit = record(4, 0, 48);
    exit.putInt(8, 5).putInt(12, 1).putInt(16, 6);
    assertThat(EventReader.read(exit)).isNull();
    exit.putInt(16, 5).putLong(24, 7);
    assertThat(EventReader.read(exit)).isEqualTo(new Event.Ended(7, 5));
    ByteBuffer fork = record(7, 0, 48);
    fork.putInt(8, 5).putInt(12, 5).putLong(24, 7);
    assertThat(EventReader.read(fork)).isNull();
    fork.putInt(12, 4);
    assertThat(EventReader.read(fork)).isEqualTo(new Event.Forked(7, 5, 4));
  }

  @Test
  void whatever_the_bytes_are_nothing_breaks() {
    Random random = new Random(Long.getLong("eyepiece.seed", 1));
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[8 + random.nextInt(200)];
      random.nextBytes(bytes);
      ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      record.putInt(0, new int[] {2, 3, 4, 7, 9, 10, 11}[random.nextInt(7)]);
      Event event = EventReader.read(record);
      assertThat(event == null || event.time() != Long.MIN_VALUE + 1).isTrue();
    }
  }
}
