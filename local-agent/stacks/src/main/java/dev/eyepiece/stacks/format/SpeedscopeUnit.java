package dev.eyepiece.stacks.format;

/** What a unit of speedscope becomes; times become nanoseconds. */
record SpeedscopeUnit(String type, String unit, double factor) {
  static SpeedscopeUnit of(String name) {
    return switch (name) {
      case "nanoseconds" -> new SpeedscopeUnit("time", "nanoseconds", 1);
      case "microseconds" -> new SpeedscopeUnit("time", "nanoseconds", 1e3);
      case "milliseconds" -> new SpeedscopeUnit("time", "nanoseconds", 1e6);
      case "seconds" -> new SpeedscopeUnit("time", "nanoseconds", 1e9);
      case "bytes" -> new SpeedscopeUnit("size", "bytes", 1);
      default -> new SpeedscopeUnit("samples", "count", 1);
    };
  }
}
