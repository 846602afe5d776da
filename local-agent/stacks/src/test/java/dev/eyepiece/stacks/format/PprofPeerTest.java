package dev.eyepiece.stacks.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eyepiece.stacks.FrameTotals;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.TestStacks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That pprof itself reads the same out of a profile: own and total value of every function. */
@Tag("peers")
class PprofPeerTest {
  private static final int FUNCTIONS = 12;

  @TempDir Path folder;

  @Test
  void pprof_finds_the_same_values_by_function() throws Exception {
    assumeTrue(isThere("go"), "go is not on the path");
    Random random = new Random(TestStacks.seed());
    TestPprof profile = new TestPprof().type("samples", "count").type("cpu", "count");
    profile.mapping(1, "/bin/app");
    for (int f = 1; f <= FUNCTIONS; f++) {
      profile.function(f, "f" + f, "a.c");
      profile.location(f, 1, f);
    }
    // Two functions in one place: the first was inlined into the second.
    profile.location(FUNCTIONS + 1, 1, 3, 4);
    for (int i = 0; i < 300; i++) {
      long[] locations = new long[1 + random.nextInt(9)];
      Arrays.setAll(locations, _ -> 1 + random.nextInt(FUNCTIONS + 1));
      profile.sample(random.nextBoolean(), "", locations, 1, 1 + random.nextInt(50));
    }
    Path file = folder.resolve("profile.pb.gz");
    Files.write(file, CollapsedReaderTest.gzip(profile.bytes()));
    assertThat(ours(file)).isEqualTo(theirs(file));
  }

  private static boolean isThere(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Map<String, String> ours(Path file) throws Exception {
    FrameTotals totals = FrameTotals.of(StackFiles.read(file).tree());
    Map<String, long[]> byName = new TreeMap<>();
    // pprof tells an inlined function from the same one that is called by a mark alone.
    for (int frame = 0; frame < totals.frames().size(); frame++) {
      long[] sums = byName.computeIfAbsent(totals.frames().get(frame).name(), _ -> new long[2]);
      sums[0] += totals.self(frame);
      sums[1] += totals.total(frame);
    }
    Map<String, String> values = new TreeMap<>();
    byName.forEach((name, sums) -> values.put(name, sums[0] + (mixes(name) ? "" : " " + sums[1])));
    return values;
  }

  // Called and inlined both, so that one stack may hold both, which pprof counts once.
  private static boolean mixes(String name) {
    return name.equals("f3");
  }

  private Map<String, String> theirs(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                "go",
                "tool",
                "pprof",
                "-top",
                "-nodefraction=0",
                "-nodecount=1000",
                file.toString())
            .redirectError(folder.resolve("err").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    Map<String, String> values = new TreeMap<>();
    out.lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(columns -> columns.length >= 6 && columns[5].matches("f\\d+"))
        .forEach(columns ->
            values.put(columns[5], columns[0] + (mixes(columns[5]) ? "" : " " + columns[3])));
    return values;
  }
}
