package dev.eyepiece.ottl.engine;

import dev.eyepiece.telemetry.Attributes;

/**
 * Whose map a path is of. Told apart by tests, the commonest first: rules read maps more often than
 * anything else, and a call that goes by the object's class costs more than several tests.
 */
enum MapSource {
  SPAN,
  LOG,
  DATA_POINT,
  RESOURCE,
  SCOPE,
  SPAN_EVENT,
  METRIC,
  EXEMPLAR,
  CACHE;

  /** The live map of the record at hand. */
  Attributes of(Frame frame) {
    if (this == SPAN) {
      return frame.span().attributes();
    }
    if (this == LOG) {
      return frame.log().attributes();
    }
    if (this == DATA_POINT) {
      return frame.point().attributes();
    }
    return this == RESOURCE ? frame.resource().resource().attributes() : rare(frame);
  }

  private Attributes rare(Frame frame) {
    return switch (this) {
      case SCOPE -> frame.scope().scope().attributes();
      case SPAN_EVENT -> frame.event().attributes();
      case METRIC -> frame.metric().metadata();
      case EXEMPLAR -> frame.exemplar().filteredAttributes();
      case CACHE -> frame.cache();
      case SPAN, LOG, DATA_POINT, RESOURCE -> throw new AssertionError(this);
    };
  }
}
