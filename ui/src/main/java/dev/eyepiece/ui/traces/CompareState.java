package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceBounds;

/** How far the comparison of a box with the rest is. */
sealed interface CompareState {

  /** No box is drawn. */
  record Off() implements CompareState {}

  record Running(TraceBounds box) implements CompareState {}

  record Found(Comparison comparison) implements CompareState {}

  /** One sentence fit to be shown. */
  record Failed(TraceBounds box, String why) implements CompareState {}
}
