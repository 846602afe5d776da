package dev.eyepiece.ui.shell;

/** Goes to places; remembers where it was, and what was searched there. FX thread only. */
public interface Navigator {

  void open(Place place);

  /** Goes to a place with another search in the search line, over all time. */
  default void open(Place place, String search) {
    open(place);
  }

  /** Goes to where the matches of the search are shown: stays there, else to the traces. */
  default void openMatches() {
    open(new Place.Traces());
  }

  void back();

  void forward();
}
