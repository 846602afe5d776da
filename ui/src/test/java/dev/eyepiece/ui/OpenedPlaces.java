package dev.eyepiece.ui;

import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import java.util.ArrayList;
import java.util.List;

/** Notes where a view leads to. */
public class OpenedPlaces implements Navigator {
  private final List<Place> places = new ArrayList<>();

  /** The first one first. */
  public List<Place> places() {
    return places;
  }

  @Override
  public void open(Place place) {
    places.add(place);
  }

  @Override
  public void back() {}

  @Override
  public void forward() {}
}
