package dev.eyepiece.ui.theme;

import java.util.ArrayList;
import java.util.List;

/**
 * One colour for a service, in every view and for ever: slots are given in the order in which
 * services are first seen, and come back from the saved order. FX thread only.
 */
public final class ServiceColours {
  /** Colours in the palette; services beyond it use them again with a hatch. */
  public static final int PALETTE = 8;

  private final List<String> order;

  public ServiceColours(List<String> savedOrder) {
    order = new ArrayList<>(savedOrder);
  }

  /**
   * The slot of a service, from 0: the colour is {@code slot % PALETTE}, hatched from PALETTE on.
   */
  public int slot(String service) {
    int at = order.indexOf(service);
    if (at < 0) {
      at = order.size();
      order.add(service);
    }
    return at;
  }

  /** The order to save. */
  public List<String> order() {
    return List.copyOf(order);
  }
}
