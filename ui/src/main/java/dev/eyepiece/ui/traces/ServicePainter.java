package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.theme.Formats;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/**
 * A dot and the number of spans for each service, as many as there is room for; with the names of
 * all but the root's, which stands in the column before, where they fit.
 */
record ServicePainter(Look look) implements PaintedCell.Painter {
  /** Names of more characters are not measured: who sends them decides how long they are. */
  private static final int LONGEST_NAME = 100;

  private static final double DOT = 11;
  private static final double GAP = 8;
  private static final double BEFORE_NAME = 2;
  private static final double AFTER_NAME = 5;
  private static final double END = 4;

  @Override
  public void paint(GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h) {
    List<FacetValue> services = look.pen().ordered(row.services());
    if (areNamed(services, row.rootService(), w)) {
      named(g, services, row.rootService(), h);
    } else {
      counted(g, services, w, h);
    }
  }

  /** Whether a row has names at all: there are others than the root, and there is room for all. */
  boolean areNamed(List<FacetValue> services, String root, double w) {
    double x = Painters.PAD;
    for (FacetValue service : services) {
      if (service.value().length() > LONGEST_NAME) {
        return false;
      }
      x += DOT + name(service, root) + count(service) + GAP;
      if (x - GAP > w - END) {
        return false;
      }
    }
    return services.size() > 1;
  }

  private double name(FacetValue service, String root) {
    return isTold(service, root)
        ? BEFORE_NAME + look.pen().width(Pen.Type.PLAIN, service.value()) + AFTER_NAME
        : 0;
  }

  private static boolean isTold(FacetValue service, String root) {
    return !service.value().isEmpty() && !service.value().equals(root);
  }

  private double count(FacetValue service) {
    return look.pen().width(Pen.Type.MONO, Formats.count(service.spans()));
  }

  private void named(GraphicsContext g, List<FacetValue> services, String root, double h) {
    Pen pen = look.pen();
    double x = Painters.PAD;
    for (FacetValue service : services) {
      pen.dot(g, service.value(), x, h / 2);
      x += DOT;
      double name = name(service, root);
      if (name > 0) {
        String told = Painters.oneLine(service.value());
        pen.left(g, Pen.Type.PLAIN, "text", told, x + BEFORE_NAME, h / 2, name);
      }
      x += name;
      double count = count(service);
      pen.left(g, Pen.Type.MONO, "muted", Formats.count(service.spans()), x, h / 2, count + 1);
      x += count + GAP;
    }
  }

  private void counted(GraphicsContext g, List<FacetValue> services, double w, double h) {
    Pen pen = look.pen();
    double x = Painters.PAD;
    for (int i = 0; i < services.size(); i++) {
      String count = Formats.count(services.get(i).spans());
      double width = DOT + pen.width(Pen.Type.MONO, count);
      int rest = services.size() - i;
      String more = "+" + rest;
      double needed = rest == 1 ? width : width + GAP + pen.width(Pen.Type.MONO, more);
      if (x + needed > w - END) {
        pen.left(g, Pen.Type.MONO, "muted", more, x, h / 2, w);
        return;
      }
      pen.dot(g, services.get(i).value(), x, h / 2);
      pen.left(g, Pen.Type.MONO, "muted", count, x + DOT, h / 2, w);
      x += width + GAP;
    }
  }

  @Override
  public String whole(TraceRow row) {
    StringBuilder all = new StringBuilder();
    for (FacetValue service : row.services()) {
      all.append(all.isEmpty() ? "" : "\n");
      all.append(service.value().isEmpty() ? "(no service)" : service.value());
      all.append("  ").append(Formats.count(service.spans()));
      if (all.length() > Painters.LONGEST_TIP) {
        return all.append("\n…").toString();
      }
    }
    return all.toString();
  }
}
