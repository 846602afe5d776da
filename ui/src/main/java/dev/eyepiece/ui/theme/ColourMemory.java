package dev.eyepiece.ui.theme;

import dev.eyepiece.ui.settings.Remembered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the colours of services from one run to the next. FX thread only. */
public final class ColourMemory {
  private static final String ORDER = "services.order";
  private static final String PINS = "services.pinned";

  private ColourMemory() {}

  /** The colours of the last run, kept up to date from now on. */
  public static ServiceColours open(Remembered remembered) {
    List<String> order = remembered.get(ORDER, "").lines().filter(line -> !line.isEmpty()).toList();
    ServiceColours colours = new ServiceColours(order, pins(remembered.get(PINS, "")));
    colours
        .versionProperty()
        .subscribe((old, now) -> {
          remembered.put(
              ORDER,
              String.join("\n", colours.order().stream().map(ColourMemory::oneLine).toList()));
          StringBuilder pins = new StringBuilder();
          colours
              .pins()
              .forEach((service, colour) ->
                  pins.append(colour).append(' ').append(oneLine(service)).append('\n'));
          remembered.put(PINS, pins.toString());
        });
    return colours;
  }

  /** Names are text from outside; one with a line break is told apart no longer, and harms none. */
  private static String oneLine(String name) {
    return name.replace('\n', ' ').replace('\r', ' ');
  }

  private static Map<String, Integer> pins(String text) {
    Map<String, Integer> pins = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.length() > 2 && Character.isDigit(line.charAt(0)) && line.charAt(1) == ' ') {
        pins.put(line.substring(2), line.charAt(0) - '0');
      }
    }
    return pins;
  }
}
