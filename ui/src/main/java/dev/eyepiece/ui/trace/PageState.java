package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;

/** What the trace page shows. */
public sealed interface PageState {

  record Loading(TraceId id) implements PageState {}

  /** No span of the trace is held. */
  record NotHeld(TraceId id) implements PageState {}

  /** One sentence fit to be shown. */
  record Failed(String message) implements PageState {}

  record Open(TraceData data) implements PageState {}
}
