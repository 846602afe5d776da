package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 3L);
  private static final long ARRIVED = 1_790_000_000_000_000_000L;

  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  @TempDir Path folder;

  private Journal journal(long segmentBytes) throws IOException {
    return new Journal(folder, segmentBytes, JournalFile::create, RecordBatch.NO_ID);
  }

  private static Journal.Append append(RecordBatch batch) {
    return new Journal.Append(
        batch,
        List.of(),
        Hops.NONE,
        Fingerprint.of(Segment.NO_SIGNAL, batch.bytes(), batch.length()),
        Journal.EMPTY_RULE_SET);
  }

  /** The batch's bytes in direct buffers of a few bytes each, as a network has them. */
  private static List<ByteBuffer> parts(RecordBatch batch, int bytesEach) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (int at = 0; at < batch.length(); at += bytesEach) {
      int count = Math.min(bytesEach, batch.length() - at);
      parts.add(ByteBuffer.allocateDirect(count).put(batch.bytes(), at, count).flip());
    }
    return parts;
  }

  @Test
  void whatLiesInBuffersOfTheNetworkIsWrittenFromThem() throws IOException {
    List<Journal.Append> appends = new ArrayList<>();
    List<byte[]> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      RecordBatch batch = batch(i, 1 + i % 7);
      // Every third has none, and one has more of them than one write takes.
      List<ByteBuffer> parts = i % 3 == 0 ? List.of() : parts(batch, i == 10 ? 1 : 50 + i);
      appends.add(
          new Journal.Append(
              batch,
              parts,
              Hops.NONE,
              Fingerprint.of(Segment.NO_SIGNAL, batch.bytes(), batch.length()),
              Journal.EMPTY_RULE_SET));
      expected.add(Arrays.copyOf(batch.bytes(), batch.length()));
    }
    long copied =
        appends.stream()
            .filter(append -> append.parts().isEmpty())
            .mapToLong(append -> append.batch().length())
            .sum();
    Journal journal = journal(1 << 20);
    journal.append(appends, List.of(), ARRIVED, false);
    assertThat(journal.copiedBytes()).isEqualTo(copied);
    journal.endSegment();
    Read read = new Read();
    journal(1 << 20).replay(read, (done, total) -> {});
    assertThat(read.payloads()).containsExactlyElementsOf(expected);
    assertThat(read.remarks()).isEmpty();
    assertThat(appends.get(1).parts().getFirst().position()).isZero();
  }

  private RecordBatch batch(long number, int spans) {
    return TestRequests.batch(decoder, TestRequests.request(number, spans));
  }

  private record Read(List<Long> ids, List<byte[]> payloads, List<String> remarks)
      implements Journal.Replay {
    Read() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public Journal.Use record(long id, Segment.Entry entry) {
      ids.add(id);
      payloads.add(entry.payload());
      return Journal.Use.WAITS;
    }

    @Override
    public void torn(Path segment, long lostBytes) {
      remarks.add("torn " + lostBytes);
    }

    @Override
    public void damaged(Path segment, long from, long to) {
      remarks.add("damaged " + from + " to " + to);
    }
  }

  private Read read() throws IOException {
    Read read = new Read();
    journal(1 << 20).replay(read, (done, total) -> {});
    return read;
  }

  @Test
  void groupsOfRequestsComeBackInOrderAcrossSegments() throws Exception {
    Random random = new Random(SEED);
    Journal journal = journal(30_000);
    List<Long> ids = new ArrayList<>();
    List<byte[]> payloads = new ArrayList<>();
    for (int group = 0; group < 40; group++) {
      List<Journal.Append> appends = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        RecordBatch batch = batch(random.nextInt(), 1 + random.nextInt(30));
        appends.add(append(batch));
        payloads.add(Arrays.copyOf(batch.bytes(), batch.length()));
      }
      Arrays.stream(journal.append(appends, List.of(), ARRIVED, false)).forEach(ids::add);
    }
    journal.endSegment();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    Read read = read();
    assertThat(read.ids()).isEqualTo(ids);
    assertThat(read.payloads()).usingElementComparator(Arrays::compare).isEqualTo(payloads);
    assertThat(read.remarks()).isEmpty();
    assertThat(ids.getLast() >>> 32).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aRequestLargerThanTheBufferComesBack() throws Exception {
    RecordBatch large = batch(1, 30_000);
    assertThat(large.length()).isGreaterThan(1 << 20);
    Journal journal = journal(1 << 20);
    journal.append(List.of(append(batch(0, 1)), append(large)), List.of(), ARRIVED, false);
    journal.endSegment();
    assertThat(read().payloads().get(1)).isEqualTo(Arrays.copyOf(large.bytes(), large.length()));
  }

  @Test
  void aTailTornAtAnyByteCostsNothingBeforeIt() throws Exception {
    Journal journal = journal(1 << 20);
    long[] ids = new long[0];
    for (int i = 0; i < 3; i++) {
      ids =
          journal.append(
              List.of(append(batch(2L * i, 2)), append(batch(2L * i + 1, 3))),
              List.of(),
              ARRIVED,
              false);
    }
    journal.endSegment();
    Path file = Segment.path(folder, 1);
    byte[] whole = Files.readAllBytes(file);
    int last = (int) ids[1];
    for (int size = last; size < whole.length; size++) {
      Files.write(file, Arrays.copyOf(whole, size));
      assertTornAt(last, size);
      // A power cut leaves zeros where bytes did not reach the disk.
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, size), whole.length);
      if (!Arrays.equals(zeros, whole)) {
        Files.write(file, zeros);
        assertTornAt(last, whole.length);
      }
    }
  }

  private void assertTornAt(int last, int size) throws IOException {
    Path file = Segment.path(folder, 1);
    Read read = read();
    assertThat(read.ids()).as("of %d bytes", size).hasSize(5);
    if (size > last) {
      assertThat(read.remarks()).containsExactly("torn " + (size - last));
    }
    assertThat(Files.size(file)).isEqualTo(last);
    assertThat(read().remarks()).isEmpty();
  }

  @Test
  void aFlippedBitAnywhereCostsOneRecordAndIsSaid() throws Exception {
    Random random = new Random(SEED);
    Journal journal = journal(1 << 20);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(journal.append(List.of(append(batch(i, 2))), List.of(), ARRIVED, false)[0]);
    }
    journal.endSegment();
    Path file = Segment.path(folder, 1);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 300; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(ids.get(5).intValue());
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      Read read = read();
      List<Long> expected = new ArrayList<>(ids);
      expected.removeIf(id -> id.intValue() <= at && at < next(ids, id, whole.length));
      assertThat(read.ids()).as("seed %d, byte %d", SEED, at).isEqualTo(expected);
      assertThat(read.remarks()).singleElement().asString().startsWith("damaged ");
    }
  }

  @Test
  void aDiskThatRefusesPartsLosesOnlyWhatLiesThere() throws Exception {
    Random random = new Random(SEED);
    Journal journal = journal(4 << 20);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int spans = 1 + random.nextInt(i % 7 == 0 ? 400 : 20);
      ids.add(journal.append(List.of(append(batch(i, spans))), List.of(), ARRIVED, false)[0]);
    }
    journal.endSegment();
    Path file = Segment.path(folder, 1);
    int size = (int) Files.size(file);
    for (int i = 0; i < 100; i++) {
      FaultyFiles files = new FaultyFiles();
      List<Integer> refused = new ArrayList<>();
      for (int bad = 1 + random.nextInt(4); bad > 0; bad--) {
        int page = random.nextInt(size / 4096 + 1) * 4096;
        files.refuse(file, page, page + 4096L);
        refused.add(page);
      }
      List<Long> expected = new ArrayList<>(ids);
      expected.removeIf(id ->
          refused.stream()
              .anyMatch(page -> id.intValue() < page + 4096 && next(ids, id, size) > page));
      Read read = new Read();
      new Journal(folder, 4 << 20, files, RecordBatch.NO_ID).replay(read, (done, total) -> {});
      assertThat(read.ids()).as("seed %d, pages %s", SEED, refused).isEqualTo(expected);
      assertThat(read.remarks()).isNotEmpty().allMatch(remark -> remark.startsWith("damaged "));
      assertThat(file).hasSize(size);
    }
  }

  private static int next(List<Long> ids, long id, int end) {
    int index = ids.indexOf(id) + 1;
    return index == ids.size() ? end : ids.get(index).intValue();
  }

  @Test
  void aRandomFileIsNoJournalAndDoesNoHarm() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[random.nextInt(5000)];
      random.nextBytes(noise);
      Files.write(Segment.path(folder, 1), noise);
      Read read = read();
      assertThat(read.ids()).as("seed %d", SEED).isEmpty();
    }
  }

  @Test
  void otherFilesAreLeftAlone() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("9999999999.journal"), "a number beyond the range");
    assertThat(read().ids()).isEmpty();
    assertThat(Files.readString(folder.resolve("notes.txt"))).isEqualTo("mine");
  }

  @Test
  void aNumberIsNeverUsedTwice() throws Exception {
    Journal journal = journal(1 << 20);
    long first = journal.append(List.of(append(batch(1, 1))), List.of(), ARRIVED, false)[0];
    journal.endSegment();
    journal.release(journal.releasable(first));
    assertThat(Segment.path(folder, 1)).doesNotExist();
    // The store may be another one by then, and know of none.
    for (long above : new long[] {first, RecordBatch.NO_ID}) {
      Journal next = new Journal(folder, 1 << 20, JournalFile::create, above);
      long second = next.append(List.of(append(batch(2, 1))), List.of(), ARRIVED, false)[0];
      assertThat(second).isGreaterThan(first);
      next.endSegment();
      next.release(next.releasable(second));
      first = second;
    }
  }

  /** Such as want of memory: what follows must lie where its id says. */
  @Test
  void anErrorAmidAGroupCostsThatGroupAlone() throws Exception {
    FaultyFiles files = new FaultyFiles();
    Journal journal = new Journal(folder, 8 << 20, files, RecordBatch.NO_ID);
    RecordBatch large = batch(1, 60_000);
    assertThat(large.length()).isGreaterThan(2 << 20);
    files.defect = new InternalError("a test's");
    assertThatThrownBy(() -> journal.append(List.of(append(large)), List.of(), ARRIVED, false))
        .isInstanceOf(InternalError.class);
    long[] ids =
        journal.append(
            List.of(append(batch(2, 1)), append(batch(3, 1))), List.of(), ARRIVED, false);
    journal.endSegment();
    Read read = read();
    assertThat(read.ids()).containsExactly(ids[0], ids[1]);
    assertThat(read.remarks()).isEmpty();
  }

  /** {@code caps.request} can be a gibibyte. */
  @Test
  void aRequestOfManyMebibytesIsReadBack() throws Exception {
    int length = 257 << 20;
    Path file = Segment.path(folder, 1);
    CRC32C crc = new CRC32C();
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < 257; i++) {
      crc.update(zeros);
    }
    ByteBuffer head = ByteBuffer.allocate(Segment.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    Segment.putHeader(
        head,
        Segment.REQUEST,
        Segment.NO_SIGNAL,
        Segment.NO_HOPS,
        length,
        (int) crc.getValue(),
        ARRIVED,
        Journal.EMPTY_RULE_SET);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(head.array());
      sparse.setLength(Segment.HEADER + (long) length);
    }
    int[] found = {0};
    assertThat(Segment.read(file, entry -> found[0] = entry.payload().length))
        .isEqualTo(Files.size(file));
    assertThat(found[0]).isEqualTo(length);
  }

  @Test
  void notesOfWhoHasNoAnswerAreForcedBeforeTheirSegmentsGo() throws Exception {
    FaultyFiles files = new FaultyFiles();
    Journal journal = new Journal(folder, 1 << 20, files, RecordBatch.NO_ID);
    Fingerprint fingerprint = new Fingerprint(1, 2, 3);
    journal.carry(List.of(new Unanswered.Request(1, fingerprint, ARRIVED, 0, 0)), ARRIVED);
    assertThat(files.forces).isEqualTo(1);
  }

  @Test
  void whatCannotBeUsedIsSaidAndKept() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 2);
      road.crash();
    }
    Path file = Segment.path(folder.resolve("journal"), 1);
    byte[] rules = TestRequests.request(2, 3);
    byte[] noise = {1, 2, 3};
    append(file, Segment.REQUEST, rules, 4711);
    append(file, Segment.REQUEST, noise, Journal.EMPTY_RULE_SET);
    append(file, (byte) 99, noise, Journal.EMPTY_RULE_SET);
    append(file, Segment.REQUEST, TestRequests.request(3, 4), Journal.EMPTY_RULE_SET);
    byte[] before = Files.readAllBytes(file);
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.count()).isEqualTo(6);
      assertThat(road.stats().trouble()).contains("3 requests", ".aside");
      road.end();
      assertThat(road.journalFiles()).containsExactly("0000000001.journal.aside");
    }
    assertThat(file.resolveSibling("0000000001.journal.aside")).hasBinaryContent(before);
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.count()).isEqualTo(6);
      assertThat(road.stats().trouble()).isEmpty();
    }
  }

  private static void append(Path file, byte kind, byte[] payload, long ruleSet)
      throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(Segment.HEADER + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    int crc = Fingerprint.of(Segment.NO_SIGNAL, payload, payload.length).crc();
    Segment.putHeader(
        record, kind, Segment.NO_SIGNAL, Segment.NO_HOPS, payload.length, crc, ARRIVED, ruleSet);
    record.put(payload);
    Files.write(file, record.array(), StandardOpenOption.APPEND);
  }

  @Test
  void aReaderOfAnotherProcessSeesWhatIsNotSealedAndChangesNothing() throws Exception {
    PipelineConfig config = PipelineConfig.of(folder).withSealing(10, TestRoad.NEVER);
    long sealedUpTo;
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 10);
      Await.until("the first is sealed", () -> road.store.seals.get() == 1);
      road.store.refuse = true;
      road.sendAnswered(2, 3);
      road.sendAnswered(3, 4);
      sealedUpTo = road.store.sealedUpTo();
      road.crash();
    }
    Path file = Segment.path(folder.resolve("journal"), 1);
    Files.write(file, new byte[] {69, 89, 74}, StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(file);
    List<RecordBatch> unsealed =
        JournalReader.unsealed(folder, Set.of(Signal.TRACES), sealedUpTo, decoder, 1 << 20);
    assertThat(unsealed).extracting(RecordBatch::size).containsExactly(3, 4);
    assertThat(unsealed).extracting(RecordBatch::id).isSorted().allMatch(id -> id > sealedUpTo);
    assertThat(file).hasBinaryContent(before);
  }
}
