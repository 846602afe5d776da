package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.DurationValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Times;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Utf8;
import java.math.BigInteger;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The converters of times and durations. */
final class TimeFunctions {
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);

  private TimeFunctions() {}

  static List<Function> all(Clock clock) {
    return List.of(
        Function.of("Now", "", a -> Node.of(f -> ZonedDateTime.now(clock))),
        Function.of(
            "Time",
            "Time:text Format:raw_text Location?:raw_text Locale?:raw_text",
            a -> time(a, clock)),
        Function.of("FormatTime", "Time:time Format:raw_text", TimeFunctions::formatTime),
        Function.of("TruncateTime", "Time:time Duration:duration", TimeFunctions::truncate),
        Function.of("Duration", "Duration:text", TimeFunctions::duration),
        Function.of("Unix", "Seconds:int Nanoseconds?:int", TimeFunctions::unix),
        field("Year", ZonedDateTime::getYear),
        field("Month", ZonedDateTime::getMonthValue),
        field("Day", ZonedDateTime::getDayOfMonth),
        field("Weekday", t -> t.getDayOfWeek().getValue() % 7),
        field("Hour", ZonedDateTime::getHour),
        field("Minute", ZonedDateTime::getMinute),
        field("Second", ZonedDateTime::getSecond),
        field("Nanosecond", ZonedDateTime::getNano),
        field("UnixSeconds", ZonedDateTime::toEpochSecond),
        field("UnixMilli", t -> t.toEpochSecond() * 1_000 + t.getNano() / 1_000_000),
        field("UnixMicro", t -> t.toEpochSecond() * 1_000_000 + t.getNano() / 1_000),
        field("UnixNano", Times::nanos),
        fraction("Hours", n -> n / 3_600_000_000_000L + (n % 3_600_000_000_000L) / 3.6e12),
        fraction("Minutes", n -> n / 60_000_000_000L + (n % 60_000_000_000L) / 6e10),
        fraction("Seconds", n -> n / 1_000_000_000L + (n % 1_000_000_000L) / 1e9),
        whole("Milliseconds", 1_000_000),
        whole("Microseconds", 1_000),
        whole("Nanoseconds", 1));
  }

  private static Function field(String name, ToLongFunction<ZonedDateTime> get) {
    return Function.of(
        name,
        "Time:time",
        a -> {
          Arg<ZonedDateTime> time = a.time(0);
          return Node.of(f -> Values.of(get.applyAsLong(time.get(f))));
        });
  }

  private static Function fraction(String name, ToDoubleFunction<Long> get) {
    return Function.of(
        name,
        "Duration:duration",
        a -> {
          Arg<DurationValue> duration = a.duration(0);
          return Node.of(f -> Values.of(get.applyAsDouble(duration.get(f).nanos())));
        });
  }

  private static Function whole(String name, long unit) {
    return Function.of(
        name,
        "Duration:duration",
        a -> {
          Arg<DurationValue> duration = a.duration(0);
          return Node.of(f -> Values.of(duration.get(f).nanos() / unit));
        });
  }

  private static Node time(Args args, Clock clock) {
    Arg<Utf8> text = args.text(0);
    String format = args.rawText(1);
    String location = args.rawText(2, "");
    ZoneId zone =
        !location.isEmpty()
            ? zone(location, clock)
            : format.endsWith("Z") ? ZoneOffset.UTC : clock.getZone();
    LocaleNames locale = args.has(3) ? locale(args.rawText(3)) : null;
    Strptime strptime = Strptime.of(format, locale, clock);
    return Node.of(f -> {
      String value = text.get(f).toString();
      if (value.isEmpty()) {
        throw new OttlException("expected a time, found an empty text");
      }
      return strptime.parse(value, zone);
    });
  }

  private static ZoneId zone(String name, Clock clock) {
    ZoneId zone = name.equals("Local") ? clock.getZone() : LayoutParser.zone(name);
    if (zone == null) {
      throw new CheckException("location: \"" + name + "\" is no time zone");
    }
    return zone;
  }

  private static LocaleNames locale(String tag) {
    LocaleNames names = LocaleNames.of(tag);
    if (names == null) {
      throw new CheckException("locale: \"" + tag + "\" is no language tag such as en-US");
    }
    return names;
  }

  private static Node formatTime(Args args) {
    Arg<ZonedDateTime> time = args.time(0);
    Strptime format = Strptime.of(args.rawText(1), null, Clock.systemUTC());
    return Node.of(f -> Values.of(format.format(time.get(f))));
  }

  /** Rounds down to a multiple of the duration since the year 1. */
  private static Node truncate(Args args) {
    Arg<ZonedDateTime> time = args.time(0);
    Arg<DurationValue> duration = args.duration(1);
    long yearOne = Zero.TIME.toEpochSecond();
    return Node.of(f -> {
      ZonedDateTime at = time.get(f);
      long step = duration.get(f).nanos();
      if (step <= 0) {
        return at;
      }
      BigInteger since =
          BigInteger.valueOf(at.toEpochSecond() - yearOne)
              .multiply(SECOND)
              .add(BigInteger.valueOf(at.getNano()));
      return at.minusNanos(since.mod(BigInteger.valueOf(step)).longValue());
    });
  }

  private static Node duration(Args args) {
    Arg<Utf8> text = args.text(0);
    return Node.of(f -> DurationValue.parse(text.get(f).toString()));
  }

  private static Node unix(Args args) {
    Arg<Long> seconds = args.integer(0);
    Arg<Long> nanos = args.optionalInteger(1);
    return Node.of(f -> Times.ofSeconds(seconds.get(f), nanos == null ? 0 : nanos.get(f)));
  }
}
