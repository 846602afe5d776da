package dev.eyepiece.stacks.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.TestStacks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that were damaged at random end in a profile or in one clear error, never in another. */
class HostileProfilesTest {
  private static final Limits SMALL = new Limits(5_000, 50_000, 50_000, 500, 200, 1 << 22, 1 << 22);
  private static final String SPEEDSCOPE =
      """
      {"shared":{"frames":[{"name":"a"},{"name":"b"}]},"profiles":[
      {"type":"sampled","name":"x","unit":"seconds","samples":[[0,1],[1]],"weights":[1,2]},
      {"type":"evented","events":[{"type":"O","frame":0,"at":1},{"type":"C","frame":0,"at":3}]}]}
      """;
  private static final String CPU =
      """
      {"nodes":[{"id":1,"callFrame":{"functionName":"r","url":""},"children":[2]},
      {"id":2,"callFrame":{"functionName":"m","url":"a.js"}}],"startTime":1,"samples":[2,1],"timeDeltas":[1,2]}
      """;
  private static final String PERF =
      """
      java 12/13 [001]  5.000001:   10101010 cpu-clock:
      \tffffffff8100a1b2 do_syscall_64+0x3a ([kernel.kallsyms])
      \t    7f1a2b3c4d5e x+0x1a (/tmp/perf-12.map)

      """;

  @Test
  void damaged_files_are_refused_or_read() throws Exception {
    damage(3_000);
  }

  @Test
  @Tag("long")
  void many_damaged_files_are_refused_or_read() throws Exception {
    damage(400_000);
  }

  private static void damage(int rounds) throws Exception {
    Random random = new Random(TestStacks.seed());
    byte[] pprof =
        new TestPprof()
            .type("cpu", "nanoseconds")
            .sample(true, "t", new long[] {2, 1}, 5)
            .sample(false, "", new long[] {1}, 6)
            .mapping(1, "/bin/a")
            .location(1, 1, 1)
            .location(2, 1, 1, 2)
            .function(1, "main", "a.c")
            .function(2, "b", "")
            .bytes();
    byte[][] files = {
      pprof,
      CollapsedReaderTest.gzip(pprof),
      OtlpReaderTest.shop().toByteArray(),
      utf8(SPEEDSCOPE),
      utf8(CPU),
      utf8(PERF),
      utf8("a;b;c 3\na;b 4\nd_[k];e 5\n"),
    };
    int read = 0;
    for (int i = 0; i < rounds; i++) {
      byte[] bytes = mutate(files[i % files.length], random);
      try {
        StackProfile profile = StackFiles.read(new ByteArrayInputStream(bytes), SMALL);
        if (!profile.types().isEmpty()) {
          assertThat(profile.tree().total()).isEqualTo(profile.total(profile.defaultType()));
        }
        read++;
      } catch (StackFormatException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (IOException e) {
        throw new AssertionError("no answer of its own to " + Arrays.toString(bytes), e);
      }
    }
    assertThat(read).isPositive();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mutate(byte[] from, Random random) {
    byte[] bytes = from.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      switch (random.nextInt(4)) {
        case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        default -> {
          int at = random.nextInt(bytes.length);
          int source = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(16), bytes.length - Math.max(at, source));
          System.arraycopy(bytes, source, bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
