package dev.eyepiece.ui.metrics;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.time.ZoneId;
import java.util.Set;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/**
 * Draws charts into memory. On a background thread: a chart may take tens of milliseconds, which
 * the FX thread does not have.
 */
final class ChartDrawing {
  private static final double DIAMOND = 3.5;

  private ChartDrawing() {}

  /**
   * What a drawing depends on beside the data.
   *
   * @param width in pixels of the window
   * @param hidden names of lines that are not drawn
   */
  record Page(int width, int height, double scale, ChartInk ink, ZoneId zone, Set<String> hidden) {

    /** Whether a drawing on the other page would look the same. */
    boolean isLike(@Nullable Page other) {
      return other != null
          && width == other.width
          && height == other.height
          && scale == other.scale
          && ink.isLike(other.ink)
          && hidden.equals(other.hidden);
    }
  }

  static ChartPicture draw(ChartData data, Page page) {
    ValueAxis values = ChartAxes.values(data, page);
    XYPlot plot = new XYPlot(null, ChartAxes.time(data, page), values, null);
    plot.setBackgroundPaint(page.ink().of("ground"));
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(page.ink().of("divider"));
    plot.setRangeGridlinePaint(page.ink().of("divider"));
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(10, 4, 2, 14));
    switch (data) {
      case ChartData.Curves curves -> lines(plot, curves, page);
      case ChartData.Heat heat -> {
        plot.setBackgroundImage(heat(heat.map(), page.ink()));
        // A plot without a renderer has no grid lines, and those are the labels' ticks.
        plot.setRenderer(new XYLineAndShapeRenderer(false, false));
      }
    }
    exemplars(plot, data, page.ink());
    return paint(data, page, plot, values);
  }

  static double millis(long unixNano) {
    return (double) unixNano / 1e6;
  }

  private static void lines(XYPlot plot, ChartData.Curves curves, Page page) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < curves.lines().size(); i++) {
      renderer.setSeriesPaint(i, page.ink().line(i));
      renderer.setSeriesStroke(i, page.ink().stroke(i));
      renderer.setSeriesVisible(i, !page.hidden().contains(curves.lines().get(i).name()));
      // A value between two gaps has no line to be seen by.
      renderer.setSeriesShapesVisible(i, curves.lines().get(i).size() < 3);
      renderer.setSeriesShape(i, new java.awt.geom.Ellipse2D.Double(-2.5, -2.5, 5, 5));
    }
    plot.setDataset(0, new LineData(curves, page.width()));
    plot.setRenderer(0, renderer);
  }

  private static BufferedImage heat(HeatMap map, ChartInk ink) {
    double dense = map.dense();
    BufferedImage image = new BufferedImage(map.columns(), map.rows(), BufferedImage.TYPE_INT_ARGB);
    for (int column = 0; column < map.columns(); column++) {
      for (int row = 0; row < map.rows(); row++) {
        double count = map.count(column, row);
        if (count > 0) {
          // The square root lets a few slow values be seen beside many quick ones.
          int colour = ink.heat(Math.sqrt(count / dense));
          image.setRGB(column, map.rows() - 1 - row, colour);
        }
      }
    }
    return image;
  }

  private static void exemplars(XYPlot plot, ChartData data, ChartInk ink) {
    if (data.exemplars().isEmpty()) {
      return;
    }
    Path2D diamond = new Path2D.Double();
    diamond.moveTo(0, -DIAMOND);
    diamond.lineTo(DIAMOND, 0);
    diamond.lineTo(0, DIAMOND);
    diamond.lineTo(-DIAMOND, 0);
    diamond.closePath();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesShape(0, diamond);
    renderer.setSeriesPaint(0, ink.of("accent"));
    renderer.setDrawOutlines(true);
    renderer.setUseOutlinePaint(true);
    renderer.setSeriesOutlinePaint(0, ink.of("ground"));
    plot.setDataset(1, new ExemplarData(data.exemplars()));
    plot.setRenderer(1, renderer);
    plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.FORWARD);
  }

  private static ChartPicture paint(ChartData data, Page page, XYPlot plot, ValueAxis values) {
    JFreeChart chart = new JFreeChart(null, new Font(Font.DIALOG, Font.PLAIN, 11), plot, false);
    chart.setBackgroundPaint(page.ink().of("ground"));
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    int width = (int) Math.max(1, Math.round(page.width() * page.scale()));
    int height = (int) Math.max(1, Math.round(page.height() * page.scale()));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ChartRenderingInfo info = new ChartRenderingInfo();
    Graphics2D g = image.createGraphics();
    g.scale(page.scale(), page.scale());
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    chart.draw(g, new Rectangle2D.Double(0, 0, page.width(), page.height()), null, info);
    g.dispose();
    Rectangle2D area = info.getPlotInfo().getDataArea();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    return new ChartPicture(
        data,
        pixels,
        width,
        height,
        page.scale(),
        area.getX(),
        area.getY(),
        area.getWidth(),
        area.getHeight(),
        values.getLowerBound(),
        values.getUpperBound(),
        values instanceof LogAxis);
  }
}
