package dev.eyepiece.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import javafx.scene.paint.Color;

/**
 * The colours of the window by name, light and dark, from the one file in which they are written.
 */
public final class Tokens {
  private static final String FILE = "/dev/eyepiece/theme/tokens.properties";

  private final Map<String, Color> colours = new HashMap<>();

  private Tokens(boolean dark) {
    Properties file = new Properties();
    try (InputStream in = Tokens.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the program");
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.forEach(
        (name, pair) -> colours.put(name.toString(), Color.web(pair(pair.toString(), dark))));
  }

  /** The tokens of a theme. */
  public static Tokens of(boolean dark) {
    return new Tokens(dark);
  }

  public Color get(String name) {
    Color colour = colours.get(name);
    if (colour == null) {
      throw new IllegalArgumentException("no colour '" + name + "'");
    }
    return colour;
  }

  /** The colour of a service's slot. */
  public Color service(int slot) {
    return get("service." + (slot % ServiceColours.PALETTE + 1));
  }

  /** Looked-up colours for a style sheet: a token {@code a.b} is {@code -ep-a-b}. */
  public String css() {
    StringBuilder css = new StringBuilder();
    for (String name : new TreeSet<>(colours.keySet())) {
      css.append("-ep-").append(name.replace('.', '-')).append(": ");
      css.append(hex(get(name))).append(";\n");
    }
    return css.toString();
  }

  /** {@code #RRGGBB}. */
  public static String hex(Color colour) {
    return String.format(
        Locale.ROOT,
        "#%02X%02X%02X",
        Math.round(colour.getRed() * 255),
        Math.round(colour.getGreen() * 255),
        Math.round(colour.getBlue() * 255));
  }

  private static String pair(String value, boolean dark) {
    int space = value.indexOf(' ');
    return dark ? value.substring(space + 1) : value.substring(0, space);
  }
}
