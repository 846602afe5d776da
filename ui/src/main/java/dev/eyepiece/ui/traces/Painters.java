package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.traces.PaintedCell.Painter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/** What each column of the list draws. */
final class Painters {
  static final double PAD = 8;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  static final int LONGEST_TIP = 2_000;

  private Painters() {}

  /** Service and operation of the root. */
  record Name(Look look) implements Painter {
    /** What a service's name has of the room where its operation's name would take the rest. */
    private static final double SERVICE_SHARE = 0.45;

    private static final double GAP = 8;

    /** Operations of more characters take all that services leave. */
    private static final int LONGEST_MEASURED = 200;

    @Override
    public void paint(
        GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h) {
      Pen pen = look.pen();
      double middle = h / 2;
      double x = 12;
      boolean named = !row.rootService().isEmpty();
      String service = named ? row.rootService() : "no service";
      pen.dot(g, row.rootService(), x, middle);
      x += 14;
      String operation = oneLine(row.rootName());
      double most = serviceRoom(operation, w - PAD - x);
      x += pen.left(g, Pen.Type.STRONG, named ? "text" : "faint", service, x, middle, most);
      x += GAP;
      double left = w - PAD - x;
      if (!row.rootHeld()) {
        String missing = "no root yet";
        double width = pen.width(Pen.Type.PLAIN, missing);
        if (left > width + 60) {
          pen.right(g, Pen.Type.PLAIN, "warn", missing, w - PAD, middle);
          left -= width + 8;
        }
      }
      pen.left(g, Pen.Type.PLAIN, "muted", operation, x, middle, left);
    }

    /**
     * How much of the room for both a service's name may take: what its operation leaves, at least
     * a share.
     */
    double serviceRoom(String operation, double room) {
      double wanted =
          operation.length() > LONGEST_MEASURED
              ? room
              : look.pen().width(Pen.Type.PLAIN, operation);
      return Math.max(room * SERVICE_SHARE, room - GAP - wanted);
    }

    @Override
    public String whole(TraceRow row) {
      return row.rootService()
          + "\n"
          + Formats.middle(row.rootName(), LONGEST_TIP)
          + (row.rootHeld() ? "" : "\nThe root span is not held (yet); this is the earliest span")
          + "\n"
          + row.traceId();
    }
  }

  /** Control characters would be drawn as boxes. */
  static String oneLine(String text) {
    String shown = text.length() > LONGEST_TIP ? Formats.middle(text, LONGEST_TIP) : text;
    return shown.chars().anyMatch(Character::isISOControl)
        ? shown.replaceAll("\\p{Cntrl}+", " ")
        : shown;
  }

  /** How many spans; while something is searched, how many of them match. */
  record Spans(Look look) implements Painter {
    @Override
    public void paint(
        GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h) {
      String all = Formats.count(row.spans());
      Pen pen = look.pen();
      pen.right(g, Pen.Type.MONO, "text", all, w - PAD, h / 2);
      if (look.searched() && row.matchingSpans() < row.spans()) {
        double x = w - PAD - pen.width(Pen.Type.MONO, all);
        String matching = Formats.count(row.matchingSpans()) + "/";
        if (pen.width(Pen.Type.MONO, matching) < x) {
          pen.right(g, Pen.Type.MONO, "accent", matching, x, h / 2);
        }
      }
    }

    @Override
    public String whole(TraceRow row) {
      return look.searched()
          ? Formats.count(row.matchingSpans())
              + " of "
              + Formats.count(row.spans())
              + " spans match"
          : "";
    }
  }

  /** How many spans have an error. */
  record Errors(Look look) implements Painter {
    @Override
    public void paint(
        GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h) {
      Pen pen = look.pen();
      if (row.errorSpans() == 0) {
        pen.right(g, Pen.Type.MONO, "faint", "–", w - PAD, h / 2);
        return;
      }
      String count = Formats.count(row.errorSpans());
      pen.right(g, Pen.Type.MONO, "error", count, w - PAD, h / 2);
      pen.error(g, w - PAD - pen.width(Pen.Type.MONO, count) - 16, h / 2);
    }
  }

  /** A bar on the scale of the chart, and the figure. */
  record Duration(Look look) implements Painter {
    private static final double BAR = 8;

    @Override
    public void paint(
        GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h) {
      Pen pen = look.pen();
      String figure = Formats.duration(row.durationNano());
      int space = figure.lastIndexOf(' ');
      boolean simple = space == figure.indexOf(' ') && figure.length() - space <= 3;
      double unit = pen.width(Pen.Type.MONO, "ms");
      double numbers = pen.width(Pen.Type.MONO, "888.8");
      double right = w - PAD;
      if (simple) {
        pen.left(
            g, Pen.Type.MONO, "muted", figure.substring(space + 1), right - unit, h / 2, unit * 2);
        pen.right(g, Pen.Type.MONO, "text", figure.substring(0, space), right - unit - 4, h / 2);
      } else {
        pen.right(g, Pen.Type.MONO, "text", figure, right, h / 2);
      }
      double room = right - unit - 4 - numbers - 8 - PAD;
      if (room >= 16) {
        g.setFill(pen.tokens().get("raised"));
        g.fillRoundRect(PAD, Math.rint(h / 2 - BAR / 2), room, BAR, 4, 4);
        double bar = Math.max(2, Math.round(room * look.scale().at(row.durationNano())));
        pen.bar(g, row.rootService(), PAD, Math.rint(h / 2 - BAR / 2), bar, BAR);
      }
    }

    @Override
    public String whole(TraceRow row) {
      return Formats.count(row.durationNano())
          + " ns\nThe bar is on a logarithmic scale from "
          + Formats.duration(look.scale().nano(0))
          + " to "
          + Formats.duration(look.scale().nano(1));
    }
  }

  /** The time, and the day where another one begins. */
  record Start(Look look) implements Painter {
    @Override
    public void paint(
        GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h) {
      Pen pen = look.pen();
      String time = Formats.row(row.startUnixNano(), look.zone());
      pen.right(g, Pen.Type.MONO, "text", time, w - 12, h / 2);
      LocalDate day = Formats.day(row.startUnixNano(), look.zone());
      if (above != null && !day.equals(Formats.day(above.startUnixNano(), look.zone()))) {
        pen.right(
            g,
            Pen.Type.PLAIN,
            "muted",
            DAY.format(day),
            w - 12 - pen.width(Pen.Type.MONO, time) - 6,
            h / 2);
      }
    }

    @Override
    public String whole(TraceRow row) {
      return Formats.full(row.startUnixNano(), look.zone());
    }
  }
}
