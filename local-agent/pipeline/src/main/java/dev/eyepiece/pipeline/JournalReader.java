package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
   * @param signals those that the store keeps; requests of others stay where they are
   * @param dataFolder a folder without a journal gives nothing
   * @param maxBytes the most that may be held in memory; more is an error
   */
  public static List<RecordBatch> unsealed(
      Path dataFolder, Set<Signal> signals, long sealedUpTo, RequestDecoder decoder, long maxBytes)
      throws IOException {
    Path folder = dataFolder.resolve("journal");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    PastRules rules = new PastRules(new RuleCompiler(decoder), new RuleArchive(folder));
    Collector collector = new Collector(signals, sealedUpTo, decoder, rules, maxBytes);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> Segment.number(path) >= 0).sorted().toList()) {
        Segment.read(file, entry -> collector.take(Segment.number(file), entry));
      }
    }
    return List.copyOf(collector.batches);
  }

  private static final class Collector {
    private final Set<Signal> signals;
    private final long sealedUpTo;
    private final RequestDecoder decoder;
    private final PastRules rules;
    private final long maxBytes;
    private final List<RecordBatch> batches = new ArrayList<>();
    private long bytes;

    private Collector(
        Set<Signal> signals,
        long sealedUpTo,
        RequestDecoder decoder,
        PastRules rules,
        long maxBytes) {
      this.signals = signals;
      this.sealedUpTo = sealedUpTo;
      this.decoder = decoder;
      this.rules = rules;
      this.maxBytes = maxBytes;
    }

    private void take(int segment, Segment.Entry entry) throws IOException {
      long id = Journal.id(segment, entry.offset());
      Signal signal = Segment.signal(entry.signal());
      if (entry.kind() != Segment.REQUEST
          || signal == null
          || !signals.contains(signal)
          || id <= sealedUpTo) {
        return;
      }
      try {
        byte[] payload = entry.payload();
        RecordBatch batch =
            decoder
                .decode(signal, payload, payload.length)
                .batch()
                .withId(id, entry.arrivedUnixNano());
        Fingerprint fingerprint = Fingerprint.of(entry.signal(), payload, payload.length);
        if (batch.isEmpty()
            || !(rules.of(entry.ruleSet()).apply(batch, fingerprint, false)
                instanceof RuleStage.Passed passed)) {
          return;
        }
        batch = passed.batch();
        bytes += batch.retainedBytes();
        if (bytes > maxBytes) {
          throw new IOException(
              "the journal holds more than "
                  + maxBytes
                  + " bytes that are not in the store; start an agent on the folder, which seals"
                  + " them");
        }
        if (!batch.isEmpty()) {
          batches.add(batch);
        }
      } catch (MalformedOtlpException e) {
        throw new IOException("a journaled request of segment " + segment + " no longer reads", e);
      } catch (RulesRefusedException e) {
        throw new IOException("a request of segment " + segment + ": " + e.getMessage(), e);
      }
    }
  }
}
