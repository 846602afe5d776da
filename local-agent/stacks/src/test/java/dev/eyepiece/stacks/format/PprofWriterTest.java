package dev.eyepiece.stacks.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleFilter;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import dev.eyepiece.stacks.StackWriters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class PprofWriterTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261129L);

  private static StackProfile random(Random random) throws Exception {
    StackProfileBuilder builder = new StackProfileBuilder(Limits.DEFAULT);
    int cpu = builder.type(new SampleType("cpu", "nanoseconds"));
    int count = builder.type(SampleType.SAMPLES);
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      frames.add(
          builder.frame(
              new Frame(
                  "f" + i + "(<&>)",
                  i % 3 == 0 ? "a.c" : "",
                  i % 2 == 0 ? "/lib/x.so" : "",
                  FrameKind.NATIVE,
                  false)));
    }
    for (int i = 0; i < 500; i++) {
      int node = StackProfileBuilder.ROOT;
      for (int depth = random.nextInt(12); depth > 0; depth--) {
        node = builder.child(node, frames.get(random.nextInt(frames.size())));
      }
      SequencedMap<String, String> labels = new LinkedHashMap<>();
      if (random.nextBoolean()) {
        labels.put("thread", "t" + random.nextInt(3));
      }
      builder.sample(
          random.nextBoolean() ? cpu : count,
          node,
          builder.labels(labels),
          1 + random.nextInt(1000));
    }
    return builder.build();
  }

  private static Map<String, Long> sums(StackProfile profile, int type, String thread) {
    Map<String, Long> sums = new LinkedHashMap<>();
    SampleFilter filter =
        thread.isEmpty() ? SampleFilter.ALL : SampleFilter.label("thread", thread);
    var tree = profile.tree(type, filter, List.of());
    for (int node = 0; node < tree.size(); node++) {
      if (tree.self(node) != 0) {
        StringBuilder path = new StringBuilder();
        for (int up = node; up > 0; up = tree.parent(up)) {
          path.insert(0, ";" + tree.frames().get(tree.frame(up)).name());
        }
        sums.merge(path.toString(), tree.self(node), Long::sum);
      }
    }
    return sums;
  }

  @Test
  void a_profile_that_is_written_is_read_as_it_was() throws Exception {
    StackProfile written = random(new Random(SEED));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StackWriters.pprof(
        written,
        new StackWriters.Period(new SampleType("cpu", "nanoseconds"), 10_101_010, 1_000, 2_000),
        out);
    StackProfile read =
        StackFiles.read(new ByteArrayInputStream(out.toByteArray()), Limits.DEFAULT);
    assertThat(read.types()).isEqualTo(written.types());
    for (int type = 0; type < 2; type++) {
      for (String thread : new String[] {"", "t0", "t2"}) {
        assertThat(sums(read, type, thread))
            .as("seed %s", SEED)
            .containsExactlyInAnyOrderEntriesOf(sums(written, type, thread));
      }
    }
  }
}
