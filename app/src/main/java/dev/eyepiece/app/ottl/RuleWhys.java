package dev.eyepiece.app.ottl;

import dev.eyepiece.app.output.Printable;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.OtlpFile;
import dev.eyepiece.ottl.Explanation;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.TelemetryTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Says for people, record by record, what each statement did and why. */
public final class RuleWhys {
  /** Steps of one request at most. */
  private static final int MAX_STEPS = 100_000;

  private final RuleSet rules;
  private final PrintStream out;
  private long cut;

  /**
   * @param rules compiled to be explained
   */
  public RuleWhys(RuleSet rules, PrintStream out) {
    this.rules = rules;
    this.out = out;
  }

  /**
   * Explains all requests; one that rules refuse is explained as far as they came.
   *
   * @param name what messages call the input
   */
  public void explain(InputStream in, String name) throws IOException, FileFormatException {
    OtlpFile.read(
        in,
        name,
        (signal, request, place) -> {
          Explanation explanation = new Explanation(MAX_STEPS);
          String end = "";
          try {
            TelemetryTree tree = TelemetryTree.read(signal, request, request.length);
            if (!rules.apply(tree, rules.counters(), explanation)) {
              end = "nothing is left of the request";
            }
          } catch (MalformedOtlpException e) {
            throw new FileFormatException(place + ": " + e.getMessage());
          } catch (OttlRunException e) {
            end = "the rules refuse the request: " + e.getMessage();
          }
          print(place, explanation, end);
        });
    out.flush();
  }

  /** Steps that were left out. */
  public long cut() {
    return cut;
  }

  private void print(String place, Explanation explanation, String end) {
    cut += explanation.cut();
    IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    List<List<Explanation.Step>> records = new ArrayList<>();
    for (Explanation.Step step : explanation.steps()) {
      Object record = step.record();
      int number =
          record == null ? records.size() : numbers.computeIfAbsent(record, r -> numbers.size());
      while (records.size() <= number) {
        records.add(new ArrayList<>());
      }
      records.get(number).add(step);
    }
    List<Explanation.Write> writes = new ArrayList<>(explanation.writes());
    for (int i = 0; i < records.size(); i++) {
      int number = i;
      out.println(Printable.line(place) + ", record " + (i + 1));
      records.get(i).forEach(this::step);
      writes.stream()
          .filter(write -> numbers.getOrDefault(write.record(), -1) == number)
          .forEach(this::write);
    }
    writes.removeIf(write -> numbers.containsKey(write.record()));
    if (!writes.isEmpty()) {
      out.println(Printable.line(place) + ", around the records");
      writes.forEach(this::write);
    }
    if (!end.isEmpty()) {
      out.println(Printable.line(place) + ": " + Printable.line(end));
    }
  }

  private void write(Explanation.Write write) {
    String now = write.value() == null ? " is gone" : " is " + write.value();
    String text = rules.statements().get(write.statement()).text();
    out.println("  = " + Printable.line(write.field() + now + ", by " + text));
  }

  private void step(Explanation.Step step) {
    String text = rules.statements().get(step.statement()).text();
    String sign =
        switch (step.outcome()) {
          case MATCHED -> "  + ";
          case NOT_MATCHED -> "  - ";
          case FAILED -> "  ! ";
        };
    out.println(sign + Printable.line(text));
    if (step.outcome() != Explanation.Outcome.MATCHED) {
      for (Explanation.Evaluated side : step.evaluated()) {
        String part = text.substring(side.start(), Math.min(side.end(), text.length()));
        out.println("      " + Printable.line(part + " = " + side.value()));
      }
    }
    if (step.error() != null) {
      out.println("      " + Printable.line(step.error()));
    }
  }
}
