package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.RequestWalker;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends requests and counts what became of their records. */
public final class SendTally {
  private static final int MOST_PROBLEMS = 10;

  private static final class Counts {
    private final RequestWalker<? extends RecordBatch> walker;
    private long requests;
    private long records;
    private long rejected;
    private long failed;

    private Counts(Signal signal) {
      walker = RequestWalker.of(signal, new SymbolTable());
    }
  }

  private final Map<Signal, Counts> signals = new EnumMap<>(Signal.class);
  private final List<String> problems = new ArrayList<>();

  /** Sends one request; a receiver that does not take it is a problem and not the end. */
  public void send(Sender sender, Signal signal, byte[] request, String place)
      throws FileFormatException, InterruptedIOException {
    Counts counts = signals.computeIfAbsent(signal, Counts::new);
    long inIt = records(counts, signal, request, place);
    counts.requests++;
    counts.records += inIt;
    try {
      Sender.Reply reply = sender.send(signal, request);
      counts.rejected += reply.rejected();
      if (!reply.message().isEmpty()) {
        String what = Export.of(signal).records();
        problem(place + ": " + reply.rejected() + " " + what + " rejected: " + reply.message());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      counts.failed += inIt;
      problem(place + ": " + e.getMessage());
    }
  }

  private static long records(Counts counts, Signal signal, byte[] request, String place)
      throws FileFormatException {
    try {
      RecordBatch batch = counts.walker.walk(request, request.length);
      // Receivers count profiles and not their samples.
      return batch instanceof ProfileBatch profiles ? profiles.profileCount() : batch.size();
    } catch (MalformedOtlpException e) {
      throw new FileFormatException(
          place
              + ": "
              + e.getMessage()
              + "; expected an export request of "
              + signal.name().toLowerCase(Locale.ROOT));
    }
  }

  private void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    } else if (problems.size() == MOST_PROBLEMS) {
      problems.add("and more");
    }
  }

  /** What went wrong, the first of it. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** True when every record was taken. */
  public boolean isClean() {
    return problems.isEmpty()
        && signals.values().stream().allMatch(counts -> counts.rejected + counts.failed == 0);
  }

  /** The counts, a line for each signal that was there. */
  public String text() {
    if (signals.isEmpty()) {
      return "0 records in 0 requests";
    }
    return signals.entrySet().stream()
        .map(entry -> line(Export.of(entry.getKey()).records(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(String records, Counts counts) {
    return String.format(
        Locale.ROOT,
        "%d %s in %d requests: %d accepted, %d rejected, %d failed",
        counts.records,
        records,
        counts.requests,
        counts.records - counts.rejected - counts.failed,
        counts.rejected,
        counts.failed);
  }
}
