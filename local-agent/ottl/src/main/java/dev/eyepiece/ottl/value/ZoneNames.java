package dev.eyepiece.ottl.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Abbreviations of time zones, such as CET, which Java's rules of time zones do not have: those of
 * the IANA database, in {@code zone-names.txt}. A line has the zone's identifiers, its kinds of
 * time ({@code CET=3600}) in the database's order, and from when on (seconds since 1970) which of
 * them the offset tells.
 */
public final class ZoneNames {
  private static final Map<String, Zone> ZONES = new HashMap<>();

  static {
    for (String line : DataFile.lines(ZoneNames.class, "zone-names.txt")) {
      Zone zone = Zone.of(line);
      for (String id : zone.ids) {
        ZONES.put(id, zone);
      }
    }
  }

  private ZoneNames() {}

  /**
   * A kind of time.
   *
   * @param offset from UTC, in seconds
   */
  private record Kind(String name, int offset) {
    static Kind of(String text) {
      int equals = text.indexOf('=');
      return new Kind(text.substring(0, equals), Integer.parseInt(text.substring(equals + 1)));
    }
  }

  /** From when on which kinds of time a zone has. */
  private record Period(long from, List<Kind> kinds) {
    static Period of(String text, List<Kind> all) {
      int colon = text.indexOf(':');
      long from = colon == 0 ? Long.MIN_VALUE : Long.parseLong(text.substring(0, colon));
      return new Period(
          from,
          Stream.of(text.substring(colon + 1).split(",", -1))
              .map(index -> all.get(Integer.parseInt(index)))
              .toList());
    }
  }

  private record Zone(List<String> ids, List<Kind> kinds, List<Period> periods) {
    static Zone of(String line) {
      String[] fields = line.split("\t", -1);
      List<Kind> kinds = Stream.of(fields[1].split(" ", -1)).map(Kind::of).toList();
      List<Period> periods =
          Stream.of(fields[2].split(" ", -1)).map(text -> Period.of(text, kinds)).toList();
      return new Zone(List.of(fields[0].split(" ", -1)), kinds, periods);
    }

    /** The name of an offset at a time; empty when the database has none. */
    String name(long second, int offset) {
      for (Period period : periods.reversed()) {
        if (period.from <= second) {
          return period.kinds.stream()
              .filter(kind -> kind.offset == offset)
              .map(Kind::name)
              .findFirst()
              .orElse("");
        }
      }
      return "";
    }
  }

  /**
   * A time zone of the database.
   *
   * @return null when there is none of that name
   */
  public static @Nullable ZoneId zone(String id) {
    Zone zone = ZONES.get(id);
    if (zone == null) {
      return null;
    }
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      // One of its other identifiers may be known to this JDK.
      for (String other : zone.ids) {
        if (ZoneId.getAvailableZoneIds().contains(other)) {
          return ZoneId.of(other);
        }
      }
      return null;
    }
  }

  /** The abbreviation in force at a time; an offset has none and is written as +hhmm. */
  public static String abbreviation(ZonedDateTime time) {
    String name = name(time.getZone(), time.toInstant());
    return name.isEmpty() ? Times.offset(time, "", "+0000") : name;
  }

  /** The abbreviation that a zone has at a time; empty when it has none. */
  public static String name(ZoneId zone, Instant time) {
    if (zone.equals(ZoneOffset.UTC)) {
      return "UTC";
    }
    Zone known = ZONES.get(zone.getId());
    if (known == null) {
      return "";
    }
    int offset = zone.getRules().getOffset(time).getTotalSeconds();
    return known.name(time.getEpochSecond(), offset);
  }

  /**
   * The offset of a local time whose abbreviation is given, in seconds: of the kind of time in
   * force by then, else of any that the zone ever had.
   *
   * @param local the local time as if it were UTC, in seconds since 1970
   */
  public static OptionalInt offset(ZoneId zone, String name, long local) {
    Zone known = zone.equals(ZoneOffset.UTC) ? null : ZONES.get(zone.getId());
    if (known == null) {
      return OptionalInt.empty();
    }
    List<Kind> called = known.kinds.stream().filter(kind -> kind.name.equals(name)).toList();
    for (Kind kind : called) {
      Instant then = Instant.ofEpochSecond(local - kind.offset);
      if (name.equals(name(zone, then))) {
        return OptionalInt.of(zone.getRules().getOffset(then).getTotalSeconds());
      }
    }
    return called.isEmpty() ? OptionalInt.empty() : OptionalInt.of(called.getFirst().offset);
  }
}
