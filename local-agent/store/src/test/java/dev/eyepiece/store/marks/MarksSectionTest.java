package dev.eyepiece.store.marks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A no of marks is sure, and they say it often; of a file that is damaged they say nothing. */
class MarksSectionTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final TextMarker marker = new TextMarker();

  private TextMarks marks(List<String> texts) {
    int[] ends = new int[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      ends[i + 1] = ends[i] + texts.get(i).getBytes(StandardCharsets.UTF_8).length;
    }
    byte[] bytes = String.join("", texts).getBytes(StandardCharsets.UTF_8);
    TextMarks marks = marker.mark(bytes, ends, texts.size(), random.nextInt(50));
    if (marks == null) {
      throw new AssertionError("all texts are empty");
    }
    return marks;
  }

  private MarksFile file(String name) {
    return new MarksFile(folder.resolve(name), false);
  }

  private MarksSection section(MarksFile file, long at, List<Map<String, TextMarks>> chunks)
      throws Exception {
    return MarksWriter.write(file, at, 1, 2, chunks).orElseThrow();
  }

  private String text() {
    return switch (random.nextInt(5)) {
      case 0 -> Long.toHexString(random.nextLong());
      case 1 -> "User " + random.nextInt(3000);
      case 2 -> "connection to Größe " + random.nextInt(9);
      case 3 -> "x".repeat(random.nextInt(90));
      default -> random.nextBoolean() ? "GET" : "测";
    };
  }

  private String inSomeCase(String text) {
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ascii = c < 0x80;
      other.append(ascii && random.nextBoolean() ? Character.toUpperCase(c) : c);
    }
    return other.toString();
  }

  @Test
  void whatIsThereIsNeverDenied() throws Exception {
    for (int round = 0; round < 30; round++) {
      MarksFile file = file("a" + round);
      long at = 0;
      for (int number = 0; number < 3; number++) {
        List<String> all = new ArrayList<>();
        List<Map<String, TextMarks>> chunks = new ArrayList<>();
        for (int chunk = random.nextInt(4); chunk >= 0; chunk--) {
          List<String> texts =
              IntStream.range(0, 1 + random.nextInt(400)).mapToObj(_ -> text()).toList();
          if (texts.stream().anyMatch(text -> !text.isEmpty())) {
            all.addAll(texts);
            chunks.add(Map.of("name", marks(texts), "other", marks(List.of("z"))));
          }
        }
        MarksSection section = section(file, at, chunks);
        at += section.length();
        MarksView view = section.view();
        assertNoneDenied(view, all);
        assertThat(view.mayContain("missing", "abc")).isFalse();
        assertThat(view.mayEqual("missing", "abc")).isFalse();
      }
      file.close();
    }
  }

  private void assertNoneDenied(MarksView view, List<String> texts) {
    for (String text : texts) {
      int from = random.nextInt(text.length() + 1);
      String part = text.substring(from, from + random.nextInt(text.length() - from + 1));
      assertThat(view.mayEqual("name", inSomeCase(text))).as("seed %s", SEED).isTrue();
      assertThat(view.mayContain("name", inSomeCase(part))).as("seed %s", SEED).isTrue();
      if (!part.equals(part.toLowerCase(Locale.ROOT))) {
        assertThat(view.mayContainUpper("name", part.toLowerCase(Locale.ROOT)))
            .as("seed %s", SEED)
            .isTrue();
      }
    }
  }

  /** Of ids, which hardly repeat, it is not looked which are there already. */
  @Test
  void aColumnMayBeginWithIdsAndGoOnWithAnything() throws Exception {
    for (int round = 0; round < 6; round++) {
      int ids = 850 + random.nextInt(400);
      List<String> texts =
          IntStream.range(0, 3_000)
              .mapToObj(i -> i < ids ? "Id-" + Integer.toHexString(i * 31_337) : text())
              .toList();
      MarksFile file = file("mixed" + round);
      MarksSection section = section(file, 0, List.of(Map.of("name", marks(texts))));
      MarksView view = section.view();
      assertNoneDenied(view, texts);
      assertThat(IntStream.range(0, 1000).filter(i -> view.mayEqual("name", "none " + i)).count())
          .isLessThan(50);
      file.close();
    }
  }

  @Test
  void whatRepeatsIsMarkedOnce() {
    List<String> texts =
        IntStream.range(0, 5_000).mapToObj(i -> "value number " + i % 700).toList();
    assertThat(marks(texts).different()).isEqualTo(700);
    List<String> few = IntStream.range(0, 5_000).mapToObj(i -> "v" + i % 700).toList();
    assertThat(marks(few).different()).isEqualTo(700);
    List<String> alike = IntStream.range(0, 5_000).mapToObj(i -> "v".repeat(1 + i % 40)).toList();
    assertThat(marks(alike).different()).isEqualTo(40);
  }

  @Test
  void mostOfWhatIsNotThereIsDenied() throws Exception {
    List<String> ids =
        IntStream.range(0, 20_000).mapToObj(_ -> Long.toHexString(random.nextLong())).toList();
    MarksView view =
        section(file("ids"), 0, List.of(Map.of("c1", marks(ids)), Map.of("c1", marks(ids)))).view();
    int wrong = 0;
    for (int i = 0; i < 10_000; i++) {
      wrong += view.mayEqual("c1", Long.toHexString(random.nextLong())) ? 1 : 0;
    }
    assertThat(wrong).as("yes to one in a hundred of what is not there").isLessThan(200);
    assertThat(view.mayContain("c1", "connection")).isFalse();
    assertThat(view.mayContainUpper("c1", "dead")).isFalse();
    assertThat(view.mayEqual("c1", "größe")).isFalse();
    assertThat(view.mayEqual("c1", "0123456789".repeat(9))).isFalse();
  }

  /** The text of a saturated column tells nothing by trigrams, and its values still do. */
  @Test
  void aSaturatedColumnIsReadForWords() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 40; c++) {
        text.append((char) (0x20 + random.nextInt(0x5F)));
      }
      texts.add(text.toString());
    }
    MarksView view = section(file("texts"), 0, List.of(Map.of("c1", marks(texts)))).view();
    assertThat(view.mayContain("c1", "zzyzx")).isTrue();
    assertThat(view.mayContainUpper("c1", "zzyzx")).isTrue();
    assertThat(view.mayEqual("c1", texts.get(77))).isTrue();
    assertThat(IntStream.range(0, 1000).filter(i -> view.mayEqual("c1", "none " + i)).count())
        .isLessThan(50);
  }

  @Test
  void partsAreValues() throws Exception {
    byte[] bytes = "one\u001Ftwo\u001Fkey\u001Ethree".getBytes(StandardCharsets.UTF_8);
    TextMarks marks =
        marker.mark(bytes, new int[] {0, bytes.length}, 1, 0, (char) 0x1F, (char) 0x1E);
    MarksView view = section(file("parts"), 0, List.of(Map.of("rest", marks))).view();
    for (String part : List.of("one", "two", "THREE", "key\u001Ethree")) {
      assertThat(view.mayEqual("rest", part)).isTrue();
    }
    assertThat(view.mayContain("rest", "one\u001Ftwo")).isTrue();
    assertThat(view.mayEqual("rest", "four")).isFalse();
  }

  private void nothingIsKnown(Path path, MarksSection section) {
    MarksView view = section.view();
    assertThat(view.mayEqual("c1", "nowhere")).isTrue();
    assertThat(view.mayContain("c1", "nowhere")).isTrue();
    assertThat(view.mayContainUpper("c1", "nowhere")).isTrue();
    assertThat(section.file().isLost()).isTrue();
    assertThat(path).doesNotExist();
  }

  @Test
  void ofAFileThatIsCutShortNothingIsKnown() throws Exception {
    Path path = folder.resolve("cut");
    MarksSection section = section(file("cut"), 0, List.of(Map.of("c1", marks(List.of("a b c")))));
    assertThat(section.view().mayEqual("c1", "nowhere")).isFalse();
    section.file().close();
    try (RandomAccessFile cut = new RandomAccessFile(path.toFile(), "rw")) {
      cut.setLength(section.length() - 1);
    }
    nothingIsKnown(path, section);
    assertThat(folder.resolve("cut.unreadable")).exists();
  }

  @Test
  void ofAnotherWindowsFileNothingIsKnown() throws Exception {
    Path path = folder.resolve("mine");
    MarksSection section = section(file("mine"), 0, List.of(Map.of("c1", marks(List.of("abc")))));
    section(file("yours"), 0, List.of(Map.of("c1", marks(List.of("abc")))));
    section.file().close();
    Files.copy(folder.resolve("yours"), path, StandardCopyOption.REPLACE_EXISTING);
    nothingIsKnown(path, section);
  }

  @Test
  void anyBitThatIsTurnedIsSeen() throws Exception {
    List<String> ids =
        IntStream.range(0, 6000).mapToObj(_ -> Long.toHexString(random.nextLong())).toList();
    for (int i = 0; i < 60; i++) {
      Path path = folder.resolve("bit" + i);
      MarksSection section = section(file("bit" + i), 0, List.of(Map.of("c1", marks(ids))));
      section.file().close();
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        long at = random.nextInt(section.length());
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ (1 << random.nextInt(8)));
      }
      MarksView view = section.view();
      for (String id : ids) {
        assertThat(view.mayEqual("c1", id)).as("seed %s", SEED).isTrue();
        assertThat(view.mayContain("c1", id)).as("seed %s", SEED).isTrue();
      }
      assertThat(section.file().isLost()).as("seed %s, %s", SEED, i).isTrue();
    }
  }

  @Test
  void aFileThatIsNotThereIsNotMade() {
    Path path = folder.resolve("none");
    MarksSection section = new MarksSection(file("none"), 1, 2, 0, 2 * Pages.SIZE, 7);
    nothingIsKnown(path, section);
    assertThat(folder.resolve("none.unreadable")).doesNotExist();
  }
}
