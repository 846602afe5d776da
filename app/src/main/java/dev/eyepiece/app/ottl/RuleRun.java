package dev.eyepiece.app.ottl;

import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.OtlpFile;
import dev.eyepiece.ottl.Explanation;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies rules to the requests of a file. */
public final class RuleRun {
  private static final int MAX_STEPS = 100_000;

  private final RuleSet rules;
  private final RuleSet.Counters counters;
  private final @Nullable Explanation explanation;
  private long requests;
  private long emptied;

  public RuleRun(RuleSet rules, boolean explained) {
    this.rules = rules;
    this.counters = rules.counters();
    this.explanation = explained ? new Explanation(MAX_STEPS) : null;
  }

  /**
   * Reads all requests, applies the rules, writes what is left.
   *
   * @param name what messages call the input
   * @throws OttlRunException when a rule refuses a request
   */
  public void run(InputStream in, String name, Path out)
      throws IOException, FileFormatException, OttlRunException {
    try (RuleOutput output = new RuleOutput(out)) {
      List<OttlRunException> refused = new ArrayList<>();
      OtlpFile.read(
          in,
          name,
          (signal, request, place) -> {
            if (refused.isEmpty()) {
              try {
                one(signal, request, place, output);
              } catch (OttlRunException e) {
                refused.add(new OttlRunException(place + ": " + e.getMessage()));
              }
            }
          });
      if (!refused.isEmpty()) {
        throw refused.getFirst();
      }
    }
  }

  private void one(Signal signal, byte[] request, String place, RuleOutput output)
      throws IOException, FileFormatException, OttlRunException {
    requests++;
    try {
      TelemetryTree tree = TelemetryTree.read(signal, request, request.length);
      if (rules.apply(tree, counters, explanation)) {
        output.write(signal, tree.encode());
      } else {
        emptied++;
      }
    } catch (MalformedOtlpException e) {
      throw new FileFormatException(place + ": " + e.getMessage());
    }
  }

  /** What each statement did on which record, as JSON; empty when it was not asked for. */
  public String explained() {
    return explanation == null ? "" : explanation.json(rules, counters);
  }

  /** What happened, a line for all and one for each statement. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(requests + " requests read, " + emptied + " dropped as a whole");
    for (RuleSet.Count count : counters.counts()) {
      String error = count.lastError().isEmpty() ? "" : "; last error: " + count.lastError();
      lines.add(
          "matched %d, changed %d, dropped %d, errors %d: %s%s"
              .formatted(
                  count.matched(),
                  count.changed(),
                  count.dropped(),
                  count.errors(),
                  count.statement().text(),
                  error));
    }
    return lines;
  }
}
