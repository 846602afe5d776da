package dev.eyepiece.ui.query;

import dev.eyepiece.ui.metrics.ChartInk;
import dev.eyepiece.ui.metrics.Units;
import dev.eyepiece.ui.theme.Formats;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws a plot into memory; on a background thread. */
final class PlotDrawing {
  private static final int LONGEST_NAME = 36;
  private static final double TICKS = 5;

  private final Plot plot;
  private final ChartInk ink;

  private PlotDrawing(Plot plot, ChartInk ink) {
    this.plot = plot;
    this.ink = ink;
  }

  /**
   * A picture.
   *
   * @param pixels opaque {@code 0xAARRGGBB}, row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
  record Picture(int[] pixels, int width, int height) {}

  /**
   * Draws.
   *
   * @param width in pixels of the window
   * @param scale pixels of the screen a pixel of the window
   */
  static Picture draw(Plot plot, ChartInk ink, int width, int height, double scale) {
    PlotDrawing drawing = new PlotDrawing(plot, ink);
    JFreeChart chart =
        new JFreeChart(
            null,
            new Font(Font.DIALOG, Font.PLAIN, 11),
            plot.axis() == Plot.Axis.NAMES ? drawing.named() : drawing.along(),
            false);
    chart.setBackgroundPaint(ink.of("ground"));
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    BufferedImage image =
        new BufferedImage(
            (int) Math.max(1, Math.round(width * scale)),
            (int) Math.max(1, Math.round(height * scale)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(scale, scale);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    chart.draw(g, new Rectangle2D.Double(0, 0, width, height), null, new ChartRenderingInfo());
    g.dispose();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    return new Picture(pixels, image.getWidth(), image.getHeight());
  }

  /** Bars that lie, with their names beside them: names are long. */
  private CategoryPlot named() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    List<Plot.Point> points = plot.points();
    for (int i = 0; i < points.size(); i++) {
      data.addValue(points.get(i).y(), "", new Name(i, points.get(i).label()));
    }
    CategoryAxis names = new CategoryAxis(null);
    names.setCategoryMargin(0.25);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    names.setMaximumCategoryLabelWidthRatio(0.5f);
    dress(names);
    BarRenderer bars = new BarRenderer();
    bars.setBarPainter(new StandardBarPainter());
    bars.setShadowVisible(false);
    bars.setMaximumBarWidth(0.08);
    bars.setSeriesPaint(0, ink.line(0));
    CategoryPlot all = new CategoryPlot(data, names, values(), bars);
    all.setOrientation(PlotOrientation.HORIZONTAL);
    all.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    all.setBackgroundPaint(ink.of("ground"));
    all.setOutlineVisible(false);
    all.setRangeGridlinePaint(ink.of("divider"));
    all.setRangeGridlineStroke(new BasicStroke(1));
    all.setAxisOffset(RectangleInsets.ZERO_INSETS);
    all.setInsets(new RectangleInsets(8, 8, 4, 16));
    return all;
  }

  /** The same name may be there twice. */
  private record Name(int place, String text) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return Integer.compare(place, other.place);
    }

    @Override
    public String toString() {
      return Formats.middle(text.replaceAll("\\s+", " "), LONGEST_NAME);
    }
  }

  private XYPlot along() {
    XYSeries series = new XYSeries("", false, true);
    plot.points().forEach(point -> series.add(point.x(), point.y()));
    XYSeriesCollection data = new XYSeriesCollection(series);
    ValueAxis domain = plot.axis() == Plot.Axis.TIME ? time() : numbers(plot.xName());
    XYPlot all = new XYPlot(data, domain, values(), null);
    if (plot.bars()) {
      XYBarRenderer bars = new XYBarRenderer();
      bars.setBarPainter(new StandardXYBarPainter());
      bars.setShadowVisible(false);
      bars.setSeriesPaint(0, ink.line(0));
      all.setDataset(new XYBarDataset(data, 0.8 * apart()));
      all.setRenderer(bars);
    } else {
      XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, plot.points().size() < 60);
      lines.setDrawSeriesLineAsPath(plot.points().size() >= 60);
      lines.setSeriesPaint(0, ink.line(0));
      lines.setSeriesStroke(0, ink.stroke(0));
      lines.setSeriesShape(0, new Ellipse2D.Double(-2, -2, 4, 4));
      all.setRenderer(lines);
    }
    all.setBackgroundPaint(ink.of("ground"));
    all.setOutlineVisible(false);
    all.setDomainGridlinePaint(ink.of("divider"));
    all.setRangeGridlinePaint(ink.of("divider"));
    all.setDomainGridlineStroke(new BasicStroke(1));
    all.setRangeGridlineStroke(new BasicStroke(1));
    all.setAxisOffset(RectangleInsets.ZERO_INSETS);
    all.setInsets(new RectangleInsets(8, 4, 4, 16));
    return all;
  }

  /** The smallest step between neighbours, so that no bar covers another. */
  private double apart() {
    double least = Double.MAX_VALUE;
    for (int i = 1; i < plot.points().size(); i++) {
      double step = plot.points().get(i).x() - plot.points().get(i - 1).x();
      least = step > 0 ? Math.min(least, step) : least;
    }
    return least == Double.MAX_VALUE ? 1 : least;
  }

  private DateAxis time() {
    DateAxis axis = new DateAxis(plot.xName(), TimeZone.getTimeZone("UTC"), Locale.ROOT);
    dress(axis);
    return axis;
  }

  private NumberAxis values() {
    NumberAxis axis = numbers(plot.yName());
    double low = Math.min(0, plot.points().stream().mapToDouble(Plot.Point::y).min().orElse(0));
    double high = Math.max(0, plot.points().stream().mapToDouble(Plot.Point::y).max().orElse(0));
    double air = high - low > 0 ? (high - low) * 0.06 : 1;
    axis.setRange(low < 0 ? low - air : 0, high > 0 || low == 0 ? high + air : 0);
    axis.setNumberFormatOverride(
        new DecimalFormat("#,##0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    axis.setTickUnit(new NumberTickUnit(Units.step((high - low + air) / TICKS, "")));
    return axis;
  }

  private NumberAxis numbers(String name) {
    NumberAxis axis = new NumberAxis(name);
    axis.setAutoRangeIncludesZero(false);
    dress(axis);
    return axis;
  }

  private void dress(Axis axis) {
    axis.setTickLabelFont(ink.label());
    axis.setTickLabelPaint(ink.of("muted"));
    axis.setLabelFont(ink.label());
    axis.setLabelPaint(ink.of("text"));
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelInsets(new RectangleInsets(3, 4, 3, 6));
  }
}
