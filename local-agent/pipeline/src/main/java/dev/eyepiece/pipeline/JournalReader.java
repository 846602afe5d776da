package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what the journal of a data folder holds beyond its store, without changing the folder: what
 * a killed process had acknowledged and not sealed. Only while no process owns the folder.
 */
public final class JournalReader {
  private JournalReader() {}

  /**
   * Decodes the requests that are not in the store, in growing order of id.
   *
   * @param dataFolder a folder without a journal gives nothing
   * @param maxBytes the most that may be held in memory; more is an error
   */
  public static List<SpanBatch> unsealed(
      Path dataFolder, long sealedUpTo, RequestDecoder decoder, long maxBytes) throws IOException {
    Path folder = dataFolder.resolve("journal");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Collector collector = new Collector(sealedUpTo, decoder, maxBytes);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> Segment.number(path) >= 0).sorted().toList()) {
        Segment.read(file, entry -> collector.take(Segment.number(file), entry));
      }
    }
    return List.copyOf(collector.batches);
  }

  private static final class Collector {
    private final long sealedUpTo;
    private final RequestDecoder decoder;
    private final long maxBytes;
    private final List<SpanBatch> batches = new ArrayList<>();
    private long bytes;

    private Collector(long sealedUpTo, RequestDecoder decoder, long maxBytes) {
      this.sealedUpTo = sealedUpTo;
      this.decoder = decoder;
      this.maxBytes = maxBytes;
    }

    private void take(int segment, Segment.Entry entry) throws IOException {
      long id = Journal.id(segment, entry.offset());
      if (entry.kind() != Segment.REQUEST
          || entry.signal() != Segment.TRACES
          || entry.ruleSet() != Journal.EMPTY_RULE_SET
          || id <= sealedUpTo) {
        return;
      }
      try {
        byte[] payload = entry.payload();
        SpanBatch batch = decoder.decode(payload, payload.length).batch();
        bytes += batch.retainedBytes();
        if (bytes > maxBytes) {
          throw new IOException(
              "the journal holds more than "
                  + maxBytes
                  + " bytes that are not in the store; start an agent on the folder, which seals"
                  + " them");
        }
        if (batch.size() > 0) {
          batches.add(batch.withId(id, entry.arrivedUnixNano()));
        }
      } catch (MalformedOtlpException e) {
        throw new IOException("a journaled request of segment " + segment + " no longer reads", e);
      }
    }
  }
}
