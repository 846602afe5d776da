package dev.eyepiece.telemetry;

/** The numbers of all samples and profiles of a request, which rows point into. */
final class ProfileNumbers {
  final NumberList values = new NumberList();
  final NumberList timestamps = new NumberList();
  final NumberList indices = new NumberList();

  long retainedBytes() {
    return values.retainedBytes() + timestamps.retainedBytes() + indices.retainedBytes();
  }
}
