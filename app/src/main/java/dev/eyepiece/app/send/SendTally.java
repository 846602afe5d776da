package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends requests and counts what became of their spans. */
public final class SendTally {
  private static final int MOST_PROBLEMS = 10;

  private final SpanWalker walker = new SpanWalker(new SymbolTable());
  private final List<String> problems = new ArrayList<>();
  private long requests;
  private long spans;
  private long rejected;
  private long failed;

  /** Sends one request; a receiver that does not take it is a problem and not the end. */
  public void send(Sender sender, byte[] request, String place)
      throws FileFormatException, InterruptedIOException {
    long inIt = spans(request, place);
    requests++;
    spans += inIt;
    try {
      Sender.Reply reply = sender.send(request);
      rejected += reply.rejected();
      if (!reply.message().isEmpty()) {
        problem(place + ": " + reply.rejected() + " spans rejected: " + reply.message());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      failed += inIt;
      problem(place + ": " + e.getMessage());
    }
  }

  private long spans(byte[] request, String place) throws FileFormatException {
    try {
      return walker.walk(request, request.length).size();
    } catch (MalformedOtlpException e) {
      throw new FileFormatException(
          place + ": " + e.getMessage() + "; expected an ExportTraceServiceRequest");
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

  /** True when every span was taken. */
  public boolean isClean() {
    return rejected == 0 && failed == 0 && problems.isEmpty();
  }

  /** The counts in a line. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%d spans in %d requests: %d accepted, %d rejected, %d failed",
        spans,
        requests,
        spans - rejected - failed,
        rejected,
        failed);
  }
}
