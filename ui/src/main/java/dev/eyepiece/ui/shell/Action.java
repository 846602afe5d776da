package dev.eyepiece.ui.shell;

/**
 * Something that the palette can do.
 *
 * @param title what it does, as a person would look for it
 * @param group what kind of thing it is, one word, such as {@code View} or {@code Service}
 * @param key the key that does it too, empty when there is none
 */
public record Action(String title, String group, String key, Runnable run) {

  /** Tells actions apart when it is remembered which were used. */
  public String id() {
    return group + ":" + title;
  }
}
