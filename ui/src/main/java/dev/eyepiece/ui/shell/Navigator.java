package dev.eyepiece.ui.shell;

/** Goes to places; remembers where it was. FX thread only. */
public interface Navigator {

  void open(Place place);

  void back();

  void forward();
}
