package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint.Buckets;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The paths of data points. A path of another kind of point reads as nil and cannot be written. */
final class PointPaths {
  static final Map<String, Long> ENUMS = enums();
  static final List<PathDef> POINT = point();

  private PointPaths() {}

  private static Map<String, Long> enums() {
    Map<String, Long> enums = new HashMap<>(MetricPaths.ENUMS);
    enums.put("FLAG_NONE", 0L);
    enums.put("FLAG_NO_RECORDED_VALUE", 1L);
    return Map.copyOf(enums);
  }

  /** A path that points of one type have. */
  private static <P extends DataPoint> PathDef of(
      Class<P> type,
      String name,
      String shown,
      Function<P, @Nullable Object> get,
      BiConsumer<P, @Nullable Object> set) {
    return Paths.value(
        name,
        shown,
        f -> type.isInstance(f.point()) ? get.apply(type.cast(f.point())) : null,
        (f, v) -> {
          if (!type.isInstance(f.point())) {
            throw new MismatchException("this kind of data point has no " + name);
          }
          set.accept(type.cast(f.point()), v);
        });
  }

  /** Of a point that holds an integer it is 0. */
  private static double real(Frame frame) {
    return frame.point() instanceof NumberPoint point && point.valueType() == ValueType.REAL
        ? point.value()
        : 0.0;
  }

  private static List<PathDef> point() {
    List<PathDef> paths = new ArrayList<>();
    paths.add(Paths.map("attributes", MapSource.DATA_POINT));
    paths.addAll(
        Paths.time(
            "start_time",
            f -> f.point().startTimeUnixNano(),
            (f, v) -> f.point().setStartTimeUnixNano(v)));
    paths.addAll(
        Paths.time("time", f -> f.point().timeUnixNano(), (f, v) -> f.point().setTimeUnixNano(v)));
    paths.add(
        Paths.integer(
            "flags",
            f -> Integer.toUnsignedLong(f.point().flags()),
            (f, v) -> f.point().setFlags((int) v)));
    numbers(paths);
    distributions(paths);
    exponential(paths);
    return List.copyOf(paths);
  }

  private static void numbers(List<PathDef> paths) {
    paths.add(
        new PathDef(
            "value_double",
            "double",
            false,
            keys ->
                new RealPath(
                    "value_double",
                    f -> f.point() instanceof NumberPoint,
                    PointPaths::real,
                    (f, v) -> ((NumberPoint) f.point()).setReal(v))));
    paths.add(
        of(
            NumberPoint.class,
            "value_int",
            "int",
            p -> Values.of(p.valueType() == ValueType.INT ? p.valueBits() : 0),
            (p, v) -> p.setInt(Coerce.integer(v))));
    paths.add(
        Paths.parts(
            "exemplars",
            "exemplars",
            f -> Frame.exemplars(f.point()),
            (f, v) -> setExemplars(f.point(), v)));
  }

  private static void setExemplars(DataPoint point, List<Exemplar> exemplars) {
    switch (point) {
      case NumberPoint number -> number.setExemplars(exemplars);
      case DistributionPoint distribution -> distribution.setExemplars(exemplars);
      default -> throw new MismatchException("a summary has no exemplars");
    }
  }

  private static void distributions(List<PathDef> paths) {
    paths.add(
        Paths.value(
            "count",
            "int",
            f ->
                switch (f.point()) {
                  case DistributionPoint p -> Values.of(p.count());
                  case SummaryPoint p -> Values.of(p.count());
                  default -> null;
                },
            (f, v) -> {
              long count = Coerce.integer(v);
              switch (f.point()) {
                case DistributionPoint p -> p.setCount(count);
                case SummaryPoint p -> p.setCount(count);
                default -> throw new MismatchException("this kind of data point has no count");
              }
            }));
    paths.add(
        Paths.value(
            "sum",
            "double",
            f ->
                switch (f.point()) {
                  case DistributionPoint p -> Values.of(p.sum().orElse(0));
                  case SummaryPoint p -> Values.of(p.sum());
                  default -> null;
                },
            (f, v) -> {
              double sum = Coerce.real(v);
              switch (f.point()) {
                case DistributionPoint p -> p.setSum(OptionalDouble.of(sum));
                case SummaryPoint p -> p.setSum(sum);
                default -> throw new MismatchException("this kind of data point has no sum");
              }
            }));
    paths.add(
        of(
            HistogramPoint.class,
            "bucket_counts",
            "list of ints",
            p -> NumberLists.of(ListValue.Kind.UNSIGNED, p.bucketCounts()),
            (p, v) -> p.setBucketCounts(NumberLists.longs(ListValue.Kind.UNSIGNED, v))));
    paths.add(
        of(
            HistogramPoint.class,
            "explicit_bounds",
            "list of doubles",
            p -> NumberLists.of(p.explicitBounds()),
            (p, v) -> p.setExplicitBounds(NumberLists.doubles(v))));
    paths.add(
        of(
            SummaryPoint.class,
            "quantile_values",
            "quantiles",
            p -> new Part("quantiles", p.quantiles()),
            (p, v) -> p.setQuantiles(v == null ? new ArrayList<>() : Paths.items("quantiles", v))));
  }

  private static void exponential(List<PathDef> paths) {
    Class<ExponentialHistogramPoint> type = ExponentialHistogramPoint.class;
    paths.add(
        of(
            type,
            "scale",
            "int",
            p -> Values.of(p.scale()),
            (p, v) -> p.setScale((int) (long) Coerce.integer(v))));
    paths.add(
        of(
            type,
            "zero_count",
            "int",
            p -> Values.of(p.zeroCount()),
            (p, v) -> p.setZeroCount(Coerce.integer(v))));
    buckets(
        paths,
        "positive",
        ExponentialHistogramPoint::positive,
        ExponentialHistogramPoint::setPositive);
    buckets(
        paths,
        "negative",
        ExponentialHistogramPoint::negative,
        ExponentialHistogramPoint::setNegative);
  }

  private static void buckets(
      List<PathDef> paths,
      String name,
      Function<ExponentialHistogramPoint, Buckets> get,
      BiConsumer<ExponentialHistogramPoint, Buckets> set) {
    Class<ExponentialHistogramPoint> type = ExponentialHistogramPoint.class;
    paths.add(
        of(
            type,
            name,
            "buckets",
            p -> new Part("buckets", get.apply(p)),
            (p, v) -> {
              if (!(v instanceof Part part && part.content() instanceof Buckets buckets)) {
                throw new MismatchException("expected buckets, found " + Values.type(v));
              }
              set.accept(p, new Buckets(buckets.offset(), buckets.counts().clone()));
            }));
    paths.add(
        of(
            type,
            name + ".offset",
            "int",
            p -> Values.of(get.apply(p).offset()),
            (p, v) ->
                set.accept(p, new Buckets((int) (long) Coerce.integer(v), get.apply(p).counts()))));
    paths.add(
        of(
            type,
            name + ".bucket_counts",
            "list of ints",
            p -> NumberLists.of(ListValue.Kind.UNSIGNED, get.apply(p).counts()),
            (p, v) ->
                set.accept(
                    p,
                    new Buckets(
                        get.apply(p).offset(), NumberLists.longs(ListValue.Kind.UNSIGNED, v)))));
  }
}
