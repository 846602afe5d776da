package dev.eyepiece.ui.theme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/**
 * One colour for a service, in every view and for ever: slots are given in the order in which
 * services are first seen, and come back from the saved order. A user may pin a colour. FX thread
 * only.
 */
public final class ServiceColours {
  /** Colours in the palette; services beyond it use them again with a hatch. */
  public static final int PALETTE = 8;

  /** Whoever sends thousands of names gets colours for them, and only the first are kept. */
  private static final int MOST_KEPT = 500;

  private static final int MOST_KNOWN = 20_000;

  private final List<String> order = new ArrayList<>();
  private final Map<String, Integer> slots = new HashMap<>();
  private final Map<String, Integer> pins = new TreeMap<>();
  private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper();

  public ServiceColours(List<String> savedOrder) {
    this(savedOrder, Map.of());
  }

  /**
   * Colours as they were saved.
   *
   * @param savedPins the pinned colours, from 0 to {@code PALETTE - 1}, by service
   */
  public ServiceColours(List<String> savedOrder, Map<String, Integer> savedPins) {
    savedOrder.stream().distinct().limit(MOST_KEPT).forEach(this::know);
    savedPins.forEach((service, colour) -> {
      if (colour >= 0 && colour < PALETTE) {
        pins.put(service, colour);
      }
    });
  }

  private int know(String service) {
    int slot = order.size();
    order.add(service);
    slots.put(service, slot);
    return slot;
  }

  /**
   * The slot of a service, from 0: the colour is {@code slot % PALETTE}, hatched from PALETTE on. A
   * pinned colour is never hatched.
   */
  public int slot(String service) {
    Integer pinned = pins.get(service);
    return pinned == null ? orderSlot(service) : pinned;
  }

  private int orderSlot(String service) {
    Integer known = slots.get(service);
    if (known != null) {
      return known;
    }
    if (order.size() >= MOST_KNOWN) {
      return PALETTE + Math.floorMod(service.hashCode(), PALETTE);
    }
    int slot = know(service);
    version.set(version.get() + 1);
    return slot;
  }

  /** Gives a service a colour of its own choice, from 0 to {@code PALETTE - 1}. */
  public void pin(String service, int colour) {
    if (colour < 0 || colour >= PALETTE) {
      throw new IllegalArgumentException(
          "colour " + colour + " for '" + service + "'; expected 0 to " + (PALETTE - 1));
    }
    pins.put(service, colour);
    version.set(version.get() + 1);
  }

  /** The service's colour is again that of its place in the order. */
  public void unpin(String service) {
    if (pins.remove(service) != null) {
      version.set(version.get() + 1);
    }
  }

  /** The pinned colours by service. */
  public Map<String, Integer> pins() {
    return Map.copyOf(pins);
  }

  /** Grows whenever a service got a colour or another one. */
  public ReadOnlyIntegerProperty versionProperty() {
    return version.getReadOnlyProperty();
  }

  /** The order to save: the services seen first. */
  public List<String> order() {
    return List.copyOf(order.subList(0, Math.min(MOST_KEPT, order.size())));
  }
}
