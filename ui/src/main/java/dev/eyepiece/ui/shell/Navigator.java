package dev.eyepiece.ui.shell;

/** Goes to places; remembers where it was. FX thread only. */
public interface Navigator {

  void open(Place place);

  /** Goes to where the matches of the search are shown: stays there, else to the traces. */
  default void openMatches() {
    open(new Place.Traces());
  }

  void back();

  void forward();
}
