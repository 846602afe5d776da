package dev.eyepiece.ui.overview;

import dev.eyepiece.store.Red;
import dev.eyepiece.ui.theme.Csv;
import dev.eyepiece.ui.trace.JsonString;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Writes the figures of the page as CSV (RFC 4180) or as JSON. Durations in nanoseconds. */
final class OverviewExport {
  private static final String HEADER = "service,requests,errors,p50Nano,p95Nano,p99Nano,spans";

  private OverviewExport() {}

  /** Writes the services, in lines that end in CR LF. */
  static void csv(Red red, Appendable out) throws IOException {
    out.append(HEADER).append("\r\n");
    for (Red.Service one : red.services()) {
      out.append(Csv.cell(one.service()));
      for (long number : figures(one)) {
        out.append(',').append(Long.toString(number));
      }
      out.append("\r\n");
    }
  }

  private static long[] figures(Red.Service one) {
    return new long[] {
      one.requests(), one.errors(), one.p50Nano(), one.p95Nano(), one.p99Nano(), one.spans()
    };
  }

  /** Writes one object: what came of each signal, the services, and durations over time. */
  static void json(List<SignalRate> signals, Red red, Appendable out) throws IOException {
    out.append("{\"signals\": [");
    for (Iterator<SignalRate> each = signals.iterator(); each.hasNext(); ) {
      SignalRate one = each.next();
      out.append("\n  {\"signal\": ").append(JsonString.of(one.title()));
      number(out, "perSecond", one.perSecond());
      number(out, "taken", one.taken());
      number(out, "held", one.held());
      number(out, "rejected", one.rejected());
      out.append(each.hasNext() ? "}," : "}");
    }
    out.append("\n],\n\"services\": [");
    String[] names = HEADER.split(",", -1);
    for (Iterator<Red.Service> each = red.services().iterator(); each.hasNext(); ) {
      Red.Service one = each.next();
      out.append("\n  {\"service\": ").append(JsonString.of(one.service()));
      long[] figures = figures(one);
      for (int i = 0; i < figures.length; i++) {
        number(out, names[i + 1], figures[i]);
      }
      out.append(each.hasNext() ? "}," : "}");
    }
    out.append("\n],\n\"durations\": [");
    for (Iterator<Red.Bin> each = red.bins().iterator(); each.hasNext(); ) {
      Red.Bin one = each.next();
      out.append("\n  {\"fromUnixNano\": \"").append(Long.toString(one.fromUnixNano()));
      out.append("\", \"toUnixNano\": \"").append(Long.toString(one.toUnixNano())).append('"');
      number(out, "p50Nano", one.p50Nano());
      number(out, "p95Nano", one.p95Nano());
      number(out, "p99Nano", one.p99Nano());
      out.append(each.hasNext() ? "}," : "}");
    }
    out.append("\n]}\n");
  }

  private static void number(Appendable out, String key, long value) throws IOException {
    out.append(", \"").append(key).append("\": ").append(Long.toString(value));
  }
}
