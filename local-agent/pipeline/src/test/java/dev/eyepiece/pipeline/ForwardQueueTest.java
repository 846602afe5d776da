package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue of an endpoint on disk: nothing is lost unsaid, and it stays within its cap. */
class ForwardQueueTest {
  private static final long SEED = Long.getLong("eyepiece.seed", System.nanoTime());
  private static final long CAP = 1 << 20;

  private static final List<Signal> SIGNALS = List.of(Signal.values());

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final FaultyFiles files = new FaultyFiles();
  private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
  private long nextId;

  private ForwardQueue open() throws IOException {
    return ForwardQueue.open(folder, CAP, files, freeBytes::get, 1);
  }

  /** A request whose first bytes are its id. */
  private ForwardItem item(int length) {
    byte[] bytes = new byte[Math.max(8, length)];
    long id = nextId++;
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (id >>> (8 * i));
    }
    return new ForwardItem(
        SIGNALS.get((int) (id % 4)), hops(id), id, 7_000 + id, bytes, bytes.length);
  }

  /** Some were forwarded by others, by as many as there can be at most. */
  private static Hops hops(long id) {
    Hops hops = Hops.NONE;
    for (int i = 0; i < id % 18; i++) {
      hops = hops.with("%016x".formatted(id + i));
    }
    return hops;
  }

  private List<ForwardItem> items(int count, int length) {
    List<ForwardItem> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(item(length));
    }
    return all;
  }

  private static List<Long> drain(ForwardQueue queue) throws IOException {
    List<Long> ids = new ArrayList<>();
    for (ForwardItem item = queue.next(); item != null; item = queue.next()) {
      ids.add(item.id());
      queue.done(item.place());
    }
    return ids;
  }

  private long diskBytes() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void whatWasPutComesOutAsItWas() throws Exception {
    try (ForwardQueue queue = open()) {
      List<ForwardItem> put = items(40, 1000);
      queue.append(put);
      for (ForwardItem expected : put) {
        ForwardItem got = queue.next();
        assertThat(got).isNotNull();
        assertThat(got.signal()).isEqualTo(expected.signal());
        assertThat(got.hops()).isEqualTo(expected.hops());
        assertThat(got.id()).isEqualTo(expected.id());
        assertThat(got.arrivedUnixNano()).isEqualTo(expected.arrivedUnixNano());
        assertThat(got.bytes()).isEqualTo(expected.bytes());
        ForwardItem again = queue.again(got.place());
        assertThat(again).isNotNull();
        assertThat(again.bytes()).isEqualTo(expected.bytes());
        assertThat(again.hops()).isEqualTo(expected.hops());
      }
      assertThat(queue.next()).isNull();
      assertThat(queue.held().requests()).isEqualTo(40);
    }
  }

  /** Any sequence of what a lane does, with restarts amid it, against a plain list. */
  @Test
  void whateverHappensTheQueueIsThatOfAList() throws Exception {
    Deque<Long> expected = new ArrayDeque<>();
    List<ForwardItem> out = new ArrayList<>();
    ForwardQueue queue = open();
    for (int step = 0; step < 3000; step++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          List<ForwardItem> put = items(1 + random.nextInt(4), random.nextInt(3000));
          queue.append(put);
          put.forEach(item -> expected.add(item.id()));
        }
        case 3, 4, 5, 6 -> {
          ForwardItem item = queue.next();
          if (item == null) {
            assertThat(out.size()).as("seed %d", SEED).isEqualTo(expected.size());
          } else {
            assertThat(item.id())
                .as("seed %d", SEED)
                .isEqualTo(expected.stream().skip(out.size()).findFirst().orElseThrow());
            out.add(item);
          }
        }
        case 7, 8, 9, 10 -> {
          if (!out.isEmpty()) {
            // In order, so that what a restart hands out again can be foretold.
            ForwardItem done = out.removeFirst();
            queue.done(done.place());
            queue.note();
            assertThat(expected.removeFirst()).isEqualTo(done.id());
          }
        }
        default -> {
          if (random.nextBoolean()) {
            queue.close();
          } else {
            queue.force();
          }
          queue = open();
          out.clear();
          assertThat(queue.trouble()).isEmpty();
          assertThat(queue.cursor()).as("seed %d", SEED).isEqualTo(nextId - 1);
        }
      }
      ForwardHeld held = queue.held();
      assertThat(held.requests() + held.lostRequests())
          .as("seed %d step %d", SEED, step)
          .isEqualTo(expected.size() + held.lostRequests());
      while (expected.size() > 100) {
        ForwardItem item = out.isEmpty() ? queue.next() : out.removeFirst();
        assertThat(item).isNotNull();
        queue.done(item.place());
        queue.note();
        assertThat(expected.removeFirst()).isEqualTo(item.id());
      }
    }
    assertThat(queue.held().lostRequests()).isZero();
    assertThat(drain(queue)).hasSize(expected.size() - out.size());
    queue.close();
  }

  @Test
  void whatWasUnderWayAtACrashComesAgainAndWhatWasDoneDoesNot() throws Exception {
    ForwardQueue queue = open();
    queue.append(items(10, 100));
    List<ForwardItem> out = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      out.add(queue.next());
    }
    queue.done(out.get(0).place());
    queue.done(out.get(1).place());
    queue.done(out.get(3).place());
    queue.note();
    try (ForwardQueue next = open()) {
      assertThat(next.held().requests()).isEqualTo(8);
      assertThat(drain(next)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
  }

  @Test
  void aFullQueueLosesItsOldestAndCountsThem() throws Exception {
    try (ForwardQueue queue = open()) {
      long put = 0;
      long bytes = 0;
      for (int i = 0; i < 600; i++) {
        List<ForwardItem> some = items(1 + random.nextInt(3), 1 + random.nextInt(20_000));
        queue.append(some);
        put += some.size();
        bytes += some.stream().mapToLong(ForwardItem::length).sum();
        assertThat(diskBytes()).as("seed %d", SEED).isLessThanOrEqualTo(CAP);
      }
      ForwardHeld held = queue.held();
      assertThat(held.lostRequests()).isPositive();
      assertThat(held.requests() + held.lostRequests()).as("seed %d", SEED).isEqualTo(put);
      assertThat(held.bytes() + held.lostBytes()).as("seed %d", SEED).isEqualTo(bytes);
      assertThat(held.diskBytes()).isEqualTo(diskBytes());
      List<Long> left = drain(queue);
      assertThat(left).hasSize((int) held.requests());
      assertThat(left.getLast()).isEqualTo(nextId - 1);
      assertThat(left.getFirst()).isEqualTo(nextId - left.size());
    }
    try (ForwardQueue next = open()) {
      assertThat(next.held().lostRequests()).isPositive();
      assertThat(next.held().requests()).isZero();
    }
  }

  @Test
  void whatIsUnderWayIsLostOnlyWhenItIsNeededAgain() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(1, 100));
      ForwardItem under = queue.next();
      assertThat(under).isNotNull();
      while (queue.held().lostRequests() == 0) {
        queue.append(items(1, 50_000));
      }
      long lost = queue.held().lostRequests();
      assertThat(queue.again(under.place())).isNull();
      queue.lose(under.place());
      assertThat(queue.held().lostRequests()).isEqualTo(lost + 1);
    }
  }

  @Test
  void aRequestAboveTheCapIsLostAlone() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(1, (int) CAP + 1));
      assertThat(queue.held().lostRequests()).isEqualTo(1);
      queue.append(items(1, 100));
      assertThat(drain(queue)).containsExactly(1L);
    }
  }

  @Test
  void onAnAlmostFullDiskTheQueueDoesNotGrow() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(20, 10_000));
      long before = diskBytes();
      freeBytes.set(0);
      for (int i = 0; i < 50; i++) {
        queue.append(items(1, 10_000));
        assertThat(diskBytes()).isLessThanOrEqualTo(before);
      }
      assertThat(queue.held().lostRequests()).isPositive();
    }
  }

  @Test
  void aDiskThatFailsCostsWhatCameThenAndIsForgotten() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(2, 1000));
      files.room.set(1500);
      assertThatThrownBy(() -> queue.append(items(3, 1000)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no space left");
      files.room.set(Long.MAX_VALUE);
      queue.append(items(1, 1000));
      assertThat(queue.held().lostRequests()).isEqualTo(3);
      assertThat(drain(queue)).containsExactly(0L, 1L, 5L);
    }
  }

  @Test
  void aDamagedFileCostsOneRequestIsSaidAndSetAside() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(3, 10_000));
    }
    Path file = firstFile();
    byte[] bytes = Files.readAllBytes(file);
    bytes[15_000] ^= 1;
    Files.write(file, bytes);
    ForwardQueue queue = open();
    assertThat(queue.trouble()).contains("bytes of its queue on disk are damaged", ".aside");
    assertThat(drain(queue)).containsExactly(0L, 2L);
    queue.append(items(1, 10));
    assertThat(drain(queue)).containsExactly(3L);
    queue.note();
    queue.close();
    assertThat(file).doesNotExist();
    assertThat(file.resolveSibling(file.getFileName() + ".aside")).hasBinaryContent(bytes);
    try (ForwardQueue next = open()) {
      assertThat(next.trouble()).isEmpty();
      assertThat(next.next()).isNull();
    }
  }

  /** As when the process has too many files open. */
  @Test
  void aFileThatCannotBeOpenedNowCostsNothing() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(3, 1000));
    }
    Path file = firstFile();
    try (ForwardQueue queue = open();
        Unopenable away = new Unopenable(file)) {
      assertThatThrownBy(queue::next).isInstanceOf(IOException.class);
      away.giveBack();
      assertThat(drain(queue)).containsExactly(0L, 1L, 2L);
      assertThat(queue.held().lostRequests()).isZero();
      assertThat(queue.trouble()).isEmpty();
    }
  }

  @Test
  void howFarItIsReachesTheDiskBeforeAnOlderFileGoes() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(3, 1000));
    }
    Path file = firstFile();
    try (ForwardQueue queue = open()) {
      int before = files.forces;
      drain(queue);
      queue.note();
      assertThat(file).doesNotExist();
      assertThat(files.forces).isGreaterThan(before);
    }
  }

  @Test
  void aTailTornAnywhereCostsNothingBeforeIt() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.append(items(2, 300));
    }
    byte[] whole = Files.readAllBytes(firstFile());
    for (int length = whole.length; length > 900; length--) {
      Files.write(firstFile(), Arrays.copyOf(whole, length));
      assertThat(drainAndForget()).startsWith(0L, 1L);
    }
  }

  /** What it has not, the journal is asked for; what it has comes no second time from there. */
  @Test
  void killedAmidAWriteItKnowsWhatItHas() throws Exception {
    try (ForwardQueue queue = open()) {
      queue.mark(100);
      nextId = 101;
      queue.append(items(3, 40));
    }
    byte[] whole = Files.readAllBytes(firstFile());
    Set<Long> cursors = new TreeSet<>();
    for (int length = whole.length; length > 0; length--) {
      Files.write(firstFile(), Arrays.copyOf(whole, length));
      long cursor = open().cursor();
      List<Long> has = drainAndForget();
      if (cursor >= 0) {
        assertThat(cursor).isEqualTo(100 + has.size());
      } else {
        assertThat(has).isEmpty();
      }
      cursors.add(cursor);
    }
    assertThat(cursors).containsExactly(-1L, 100L, 101L, 102L, 103L);
  }

  @Test
  void aFileThatBeginsDoesNotSayThatWhatIsToComeIsThere() throws Exception {
    ForwardQueue queue = open();
    while (fileCount() < 3) {
      long before = queue.cursor();
      int files = fileCount();
      queue.append(items(5, 2_000));
      if (fileCount() > files) {
        // Of the new file there is its beginning and no more.
        Path newest = newestFile();
        byte[] whole = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(whole, Segment.HEADER + ForwardState.BYTES));
        assertThat(QueueFiles.state(folder).cursor()).isEqualTo(before);
        Files.write(newest, whole);
        assertThat(QueueFiles.state(folder).cursor()).isEqualTo(queue.cursor());
      }
    }
  }

  private int fileCount() throws IOException {
    return QueueFiles.numbers(folder).size();
  }

  private Path newestFile() throws IOException {
    return Segment.path(folder, QueueFiles.numbers(folder).getLast());
  }

  /** Reads what is there, and leaves the folder as it was before. */
  private List<Long> drainAndForget() throws IOException {
    Path first = firstFile();
    byte[] before = Files.readAllBytes(first);
    List<Long> ids = drain(open());
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.write(first, before);
    return ids;
  }

  private Path firstFile() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void othersLookWithoutChangingAnything() throws Exception {
    assertThat(QueueContent.look(folder.resolve("none"))).isEqualTo(ForwardHeld.NONE);
    try (ForwardQueue queue = open()) {
      queue.append(items(4, 500));
      @Nullable ForwardItem first = queue.next();
      assertThat(first).isNotNull();
      queue.done(first.place());
      queue.note();
      long before = diskBytes();
      assertThat(QueueContent.look(folder)).isEqualTo(queue.held());
      assertThat(diskBytes()).isEqualTo(before);
    }
  }
}
