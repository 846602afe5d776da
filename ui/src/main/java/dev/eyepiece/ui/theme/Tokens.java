package dev.eyepiece.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;

/**
 * The colours of the window by name, light and dark, from the one file in which they are written.
 * Immutable.
 */
public final class Tokens {
  private static final String FILE = "/dev/eyepiece/theme/tokens.properties";

  /** One line of a hatch and the gap beside it, in pixels along each axis. */
  private static final double HATCH = 3;

  private static final double HATCH_SHARE = 0.6;

  private final Map<String, Color> colours;
  private final Color[] services = new Color[ServiceColours.PALETTE];
  private final Paint[] hatches = new Paint[ServiceColours.PALETTE];
  private final int[] serviceArgb = new int[ServiceColours.PALETTE];

  private Tokens(Map<String, Color> colours) {
    this.colours = Map.copyOf(colours);
    for (int slot = 0; slot < services.length; slot++) {
      services[slot] = get("service." + (slot + 1));
      serviceArgb[slot] = argb(services[slot]);
      hatches[slot] = hatch(services[slot], get("ground"));
    }
  }

  private static final class Both {
    static final Tokens LIGHT;
    static final Tokens DARK;

    static {
      Properties file = read();
      LIGHT = of(file, 0);
      DARK = of(file, 1);
    }

    private static Tokens of(Properties file, int column) {
      Map<String, Color> colours = new HashMap<>();
      for (String name : file.stringPropertyNames()) {
        String[] pair = file.getProperty(name).strip().split(" +", -1);
        if (pair.length != 2) {
          throw new IllegalStateException(FILE + ": " + name + " needs a light and a dark colour");
        }
        colours.put(name, Color.web(pair[column]));
      }
      return new Tokens(colours);
    }

    private static Properties read() {
      Properties file = new Properties();
      try (InputStream in = Tokens.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException(FILE + " is missing from the program");
        }
        file.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file;
    }
  }

  /** The tokens of a theme. */
  public static Tokens of(boolean dark) {
    return dark ? Both.DARK : Both.LIGHT;
  }

  /** All names. */
  public Set<String> names() {
    return new TreeSet<>(colours.keySet());
  }

  public Color get(String name) {
    Color colour = colours.get(name);
    if (colour == null) {
      throw new IllegalArgumentException("no colour '" + name + "'");
    }
    return colour;
  }

  /** A colour for drawing into pixels: opaque {@code 0xAARRGGBB}. */
  public int argb(String name) {
    return argb(get(name));
  }

  /** {@code 0xAARRGGBB} of a colour, not premultiplied. */
  public static int argb(Color colour) {
    return channel(colour.getOpacity()) << 24
        | channel(colour.getRed()) << 16
        | channel(colour.getGreen()) << 8
        | channel(colour.getBlue());
  }

  private static int channel(double value) {
    return (int) Math.round(value * 255);
  }

  /** The colour of a service's slot. */
  public Color service(int slot) {
    return services[slot % ServiceColours.PALETTE];
  }

  /** The colour of a service's slot for drawing into pixels. */
  public int serviceArgb(int slot) {
    return serviceArgb[slot % ServiceColours.PALETTE];
  }

  /** The colour of a service's slot; from PALETTE on with lines of the ground at 45 degrees. */
  public Paint servicePaint(int slot) {
    return slot < ServiceColours.PALETTE ? services[slot] : hatches[slot % ServiceColours.PALETTE];
  }

  private static Paint hatch(Color colour, Color ground) {
    return new LinearGradient(
        0,
        0,
        HATCH,
        HATCH,
        false,
        CycleMethod.REPEAT,
        new Stop(0, colour),
        new Stop(HATCH_SHARE, colour),
        new Stop(HATCH_SHARE, ground),
        new Stop(1, ground));
  }

  /** The same colours as another object, so that whoever follows the tokens draws anew. */
  Tokens again() {
    return new Tokens(colours);
  }

  /** Black or white, whichever contrasts more with the colour (WCAG 2.2, relative luminance). */
  public static Color textOn(Color colour) {
    return contrast(colour, Color.BLACK) >= contrast(colour, Color.WHITE)
        ? Color.BLACK
        : Color.WHITE;
  }

  /** The contrast ratio of WCAG 2.2, from 1 to 21. */
  public static double contrast(Color a, Color b) {
    double x = luminance(a);
    double y = luminance(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  /** Looked-up colours for a style sheet: a token {@code a.b} is {@code -ep-a-b}. */
  public String css() {
    StringBuilder css = new StringBuilder();
    for (String name : names()) {
      css.append("-ep-").append(name.replace('.', '-')).append(": ");
      css.append(hex(get(name))).append(";\n");
    }
    return css.toString();
  }

  /** {@code #RRGGBB}. */
  public static String hex(Color colour) {
    return String.format(Locale.ROOT, "#%06X", argb(colour) & 0xFFFFFF);
  }
}
