package dev.eyepiece.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedFileTest {
  @TempDir Path folder;

  @Test
  void whatWasPutIsThereInTheNextRun() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = folder.resolve("window.properties");
    for (int round = 0; round < 20; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.appendCodePoint(1 + random.nextInt(0xD7FF));
      }
      try (RememberedFile first = RememberedFile.open(file)) {
        first.put("name " + round, text.toString());
        first.put("split." + round, round / 7.0);
      }
      try (RememberedFile second = RememberedFile.open(file)) {
        assertThat(second.get("name " + round, "?")).as("seed %s", seed).isEqualTo(text.toString());
        assertThat(second.number("split." + round, -1)).isEqualTo(round / 7.0);
        assertThat(second.number("split.0", -1)).isZero();
      }
    }
  }

  @Test
  void aBrokenFileStartsEmptyAndIsReplaced() throws Exception {
    Path file = folder.resolve("window.properties");
    Files.write(file, new byte[] {'a', '=', '\\', 'u', 'z', 'z', 'z', 'z'});
    try (RememberedFile remembered = RememberedFile.open(file)) {
      assertThat(remembered.get("a", "none")).isEqualTo("none");
      remembered.put("a", "1");
    }
    assertThat(RememberedFile.open(file).get("a", "none")).isEqualTo("1");
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFailure() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder")).resolve("window.properties");
    try (RememberedFile remembered = RememberedFile.open(file)) {
      remembered.put("a", "1");
      assertThat(remembered.get("a", "")).isEqualTo("1");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsTooLongIsNotKept() {
    Remembered remembered = Remembered.inMemory();
    remembered.put("number", "no number");
    assertThat(remembered.number("number", 3)).isEqualTo(3);
    try (RememberedFile file = RememberedFile.open(folder.resolve("w"))) {
      file.put("long", "x".repeat(70_000));
      assertThat(file.get("long", "none")).isEqualTo("none");
    }
  }
}
