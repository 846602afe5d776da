package dev.eyepiece.ottl.engine;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule stands: the record and all around it. One for a whole batch, moved from record to
 * record. For one thread.
 */
public final class Frame {
  private @Nullable ResourceGroup<?> resource;
  private @Nullable ScopeGroup<?> scope;
  private @Nullable Span span;
  private int index;
  private @Nullable LogRecord log;
  private @Nullable List<Metric> metrics;
  private @Nullable Metric metric;
  private @Nullable DataPoint point;
  private @Nullable Profile profile;
  private @Nullable Sample sample;
  private @Nullable ProfilesDictionary dictionary;
  private @Nullable Attributes cache;
  private @Nullable Locals locals;
  private @Nullable Trace trace;
  private boolean changed;
  private Kind kind = Kind.NOTHING;

  /** What is entered last; a record is never kept twice, which costs at each step. */
  private enum Kind {
    NOTHING,
    RESOURCE,
    SCOPE,
    SPAN,
    LOG,
    METRIC,
    POINT,
    PROFILE,
    SAMPLE
  }

  private void at(Kind newKind) {
    if (kind != newKind) {
      kind = newKind;
    }
    if (cache != null) {
      cache = null;
    }
  }

  /** Moves to a record; its cache is empty. */
  public void enter(ResourceGroup<?> newResource) {
    at(Kind.RESOURCE);
    resource = newResource;
  }

  public void enter(ScopeGroup<?> newScope) {
    at(Kind.SCOPE);
    scope = newScope;
  }

  public void enter(Span newSpan) {
    at(Kind.SPAN);
    span = newSpan;
  }

  /** Moves to a span event or an exemplar by its place. */
  public void enter(int newIndex) {
    index = newIndex;
    at(kind);
  }

  public void enter(LogRecord newLog) {
    at(Kind.LOG);
    log = newLog;
  }

  /** Moves to a metric of a list that converters may append to. */
  public void enter(List<Metric> newMetrics, Metric newMetric) {
    at(Kind.METRIC);
    metrics = newMetrics;
    metric = newMetric;
  }

  public void enter(DataPoint newPoint) {
    at(Kind.POINT);
    point = newPoint;
  }

  public void enter(ProfilesDictionary newDictionary, Profile newProfile) {
    at(Kind.PROFILE);
    dictionary = newDictionary;
    profile = newProfile;
  }

  public void enter(Sample newSample) {
    at(Kind.SAMPLE);
    sample = newSample;
  }

  /** The record at hand; of a span event its span, of an exemplar its data point. */
  public @Nullable Object current() {
    return switch (kind) {
      case NOTHING -> null;
      case RESOURCE -> resource;
      case SCOPE -> scope;
      case SPAN -> span;
      case LOG -> log;
      case METRIC -> metric;
      case POINT -> point;
      case PROFILE -> profile;
      case SAMPLE -> sample;
    };
  }

  /** What the paths of a context are about here; {@code null} when nothing is. */
  @Nullable Object record(String context) {
    return switch (context) {
      case "resource" -> resource;
      case "scope" -> scope;
      case "span", "spanevent" -> span;
      case "log" -> log;
      case "metric" -> metric;
      case "datapoint", "exemplar" -> point;
      case "profile" -> profile;
      case "profilesample" -> sample;
      default -> null;
    };
  }

  /** Whether what a context is about is a member of a record, at {@link #index}. */
  boolean isPlaced(String context) {
    return context.equals("spanevent") || context.equals("exemplar");
  }

  int index() {
    return index;
  }

  public ResourceGroup<?> resource() {
    return Objects.requireNonNull(resource);
  }

  public ScopeGroup<?> scope() {
    return Objects.requireNonNull(scope);
  }

  public Span span() {
    return Objects.requireNonNull(span);
  }

  public SpanEvent event() {
    return span().events().get(index);
  }

  void setEvent(SpanEvent event) {
    span().events().set(index, event);
  }

  public LogRecord log() {
    return Objects.requireNonNull(log);
  }

  public Metric metric() {
    return Objects.requireNonNull(metric);
  }

  /** The live list in which the metric is. */
  public List<Metric> metrics() {
    return Objects.requireNonNull(metrics);
  }

  public DataPoint point() {
    return Objects.requireNonNull(point);
  }

  /** The live exemplars of the data point; {@code null} for a summary. */
  static @Nullable List<Exemplar> exemplars(DataPoint point) {
    return switch (point) {
      case NumberPoint number -> number.exemplars();
      case DistributionPoint distribution -> distribution.exemplars();
      default -> null;
    };
  }

  Exemplar exemplar() {
    return Objects.requireNonNull(exemplars(point())).get(index);
  }

  void setExemplar(Exemplar exemplar) {
    Objects.requireNonNull(exemplars(point())).set(index, exemplar);
  }

  public Profile profile() {
    return Objects.requireNonNull(profile);
  }

  Sample sample() {
    return Objects.requireNonNull(sample);
  }

  ProfilesDictionary dictionary() {
    return Objects.requireNonNull(dictionary);
  }

  /** What rules note for the rest of their group on this record. */
  Attributes cache() {
    Attributes there = cache;
    if (there == null) {
      there = new Attributes();
      cache = there;
    }
    return there;
  }

  /** Keeps one cache over several records, as {@code shared_cache} asks. */
  public void useCache(Attributes shared) {
    cache = shared;
  }

  @Nullable Locals locals() {
    return locals;
  }

  void setLocals(@Nullable Locals newLocals) {
    locals = newLocals;
  }

  /** Who is told what was evaluated; {@code null} when nobody is. */
  @Nullable Trace trace() {
    return trace;
  }

  public void setTrace(@Nullable Trace newTrace) {
    trace = newTrace;
  }

  /** Notes that something was written that was not there before. */
  public void markChanged() {
    changed = true;
  }

  /** Whether something was changed since the last call. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
