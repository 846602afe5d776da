package dev.eyepiece.ui.compare;

import dev.eyepiece.ui.theme.Csv;
import dev.eyepiece.ui.trace.JsonString;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Writes the listed calls as CSV (RFC 4180) or JSON. Nanoseconds. */
final class CompareExport {
  private CompareExport() {}

  /** Lines end in CR LF. */
  static void csv(List<CallRow> rows, Appendable out) throws IOException {
    out.append("depth,service,name,spansA,spansB,errorsA,errorsB,nanoA,nanoB,verdict\r\n");
    for (CallRow row : rows) {
      out.append(Integer.toString(row.depth())).append(',');
      out.append(Csv.cell(row.service())).append(',').append(Csv.cell(row.name())).append(',');
      out.append(Integer.toString(row.left().spans())).append(',');
      out.append(Integer.toString(row.right().spans())).append(',');
      out.append(Integer.toString(row.left().errors())).append(',');
      out.append(Integer.toString(row.right().errors())).append(',');
      out.append(Long.toString(row.left().nano())).append(',');
      out.append(Long.toString(row.right().nano())).append(',');
      out.append(row.verdict().title()).append("\r\n");
    }
  }

  /** One array with an object for each call. */
  static void json(List<CallRow> rows, Appendable out) throws IOException {
    out.append("[");
    for (Iterator<CallRow> each = rows.iterator(); each.hasNext(); ) {
      CallRow row = each.next();
      out.append("\n  {\"depth\": ").append(Integer.toString(row.depth()));
      out.append(", \"service\": ").append(JsonString.of(row.service()));
      out.append(", \"name\": ").append(JsonString.of(row.name()));
      out.append(", \"verdict\": ").append(JsonString.of(row.verdict().title()));
      side(out, "a", row.left());
      side(out, "b", row.right());
      out.append(each.hasNext() ? "}," : "}");
    }
    out.append("\n]\n");
  }

  private static void side(Appendable out, String key, CallRow.Side side) throws IOException {
    out.append(", \"").append(key).append("\": {\"spans\": ");
    out.append(Integer.toString(side.spans())).append(", \"errors\": ");
    out.append(Integer.toString(side.errors())).append(", \"nano\": ");
    out.append(Long.toString(side.nano())).append("}");
  }
}
