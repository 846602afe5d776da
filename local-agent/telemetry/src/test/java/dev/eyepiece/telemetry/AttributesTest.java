package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries are those of a plain list of pairs, whatever is done to them. */
class AttributesTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);

  private record Pair(Utf8 key, AnyValue value) {}

  @Test
  void a_search_finds_the_first_entry_of_a_key_after_any_changes() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      Attributes attributes = new Attributes();
      List<Pair> plain = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        change(attributes, plain, random);
        assertThat(attributes.size()).as("seed %d", SEED).isEqualTo(plain.size());
        Utf8 asked = key(random);
        int expected = plain.stream().map(Pair::key).toList().indexOf(asked);
        assertThat(attributes.indexOf(asked)).as("seed %d", SEED).isEqualTo(expected);
        int hint = random.nextInt(-1, plain.size() + 1);
        assertThat(attributes.indexOf(asked, hint)).as("seed %d", SEED).isEqualTo(expected);
        for (int i = 0; i < plain.size(); i++) {
          assertThat(attributes.key(i)).isEqualTo(plain.get(i).key);
          assertThat(attributes.value(i)).isEqualTo(plain.get(i).value);
        }
      }
    }
  }

  private static Utf8 key(Random random) {
    return Utf8.of("key" + random.nextInt(8));
  }

  private static void change(Attributes attributes, List<Pair> plain, Random random) {
    Utf8 key = key(random);
    AnyValue value = new AnyValue.Int(random.nextInt());
    int at = plain.isEmpty() ? 0 : random.nextInt(plain.size());
    switch (random.nextInt(plain.isEmpty() ? 2 : 7)) {
      case 0, 1 -> {
        attributes.add(key, value);
        plain.add(new Pair(key, value));
      }
      case 2 -> {
        attributes.set(at, key, value);
        plain.set(at, new Pair(key, value));
      }
      case 3 -> {
        attributes.setValue(at, value);
        plain.set(at, new Pair(plain.get(at).key, value));
      }
      case 4 -> {
        int last = plain.size() - 1;
        attributes.move(last, at);
        attributes.truncate(last);
        plain.set(at, plain.get(last));
        plain.remove(last);
      }
      case 5 -> {
        attributes.remove(key);
        plain.removeIf(pair -> pair.key.equals(key));
      }
      default -> {
        attributes.truncate(at);
        plain.subList(at, plain.size()).clear();
      }
    }
  }
}
