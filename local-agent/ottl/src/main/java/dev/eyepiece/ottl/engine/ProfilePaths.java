package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.ProfileId;
import dev.eyepiece.ottl.value.Times;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The paths of profiles and of their samples. */
final class ProfilePaths {
  static final List<PathDef> PROFILE = profile();
  static final List<PathDef> SAMPLE = sample();

  private ProfilePaths() {}

  private static List<PathDef> profile() {
    List<PathDef> paths = new ArrayList<>();
    type(paths, "sample_type", Profile::sampleType, Profile::setSampleType);
    paths.add(
        Paths.parts(
            "sample", "samples", f -> f.profile().samples(), (f, v) -> f.profile().setSamples(v)));
    paths.addAll(
        Paths.time(
            "time", f -> f.profile().timeUnixNano(), (f, v) -> f.profile().setTimeUnixNano(v)));
    for (String name : List.of("duration", "duration_unix_nano")) {
      paths.add(
          Paths.integer(
              name,
              f -> f.profile().durationNano(),
              (f, v) -> {
                if (v < 0) {
                  throw new OttlException("a duration may not be negative, found " + v);
                }
                f.profile().setDurationNano(v);
              }));
    }
    type(paths, "period_type", Profile::periodType, Profile::setPeriodType);
    paths.add(
        Paths.integer("period", f -> f.profile().period(), (f, v) -> f.profile().setPeriod(v)));
    paths.add(
        Paths.value(
            "profile_id",
            "profile id",
            f -> new ProfileId(f.profile().profileIdHigh(), f.profile().profileIdLow()),
            (f, v) -> {
              ProfileId id = Paths.expect(ProfileId.class, "a profile id", v);
              setId(f.profile(), id.high(), id.low());
            }));
    paths.add(
        Paths.text(
            "profile_id.string",
            f -> Utf8.of(f.profile().profileId().toString()),
            (f, v) -> {
              byte[] id = Paths.hex(v, 16);
              setId(f.profile(), Paths.number(id, 0), Paths.number(id, 8));
            }));
    paths.add(
        new PathDef(
            "attributes",
            "map",
            true,
            keys ->
                new TableAttributes(
                    f -> f.profile().attributeIndices(),
                    (f, v) -> f.profile().setAttributeIndices(v),
                    keys)));
    paths.add(
        Paths.value(
            "attribute_indices",
            "list of ints",
            f -> NumberLists.of(f.profile().attributeIndices()),
            (f, v) -> f.profile().setAttributeIndices(NumberLists.ints(v))));
    paths.add(
        Paths.integer(
            "dropped_attributes_count",
            f -> Integer.toUnsignedLong(f.profile().droppedAttributesCount()),
            (f, v) -> f.profile().setDroppedAttributesCount((int) v)));
    paths.add(
        Paths.text(
            "original_payload_format",
            f -> f.profile().originalPayloadFormat(),
            (f, v) -> f.profile().setOriginalPayloadFormat(v)));
    paths.add(
        Paths.value(
            "original_payload",
            "bytes",
            f -> new AnyValue.Bytes(f.profile().originalPayload()),
            (f, v) ->
                f.profile()
                    .setOriginalPayload(
                        Paths.expect(AnyValue.Bytes.class, "bytes", v).value().clone())));
    return List.copyOf(paths);
  }

  private static void setId(Profile profile, long high, long low) {
    if (high == 0 && low == 0) {
      throw new OttlException("a profile id may not be empty");
    }
    profile.setProfileId(high, low);
  }

  private static void type(
      List<PathDef> paths,
      String name,
      Function<Profile, Profile.Type> get,
      BiConsumer<Profile, Profile.Type> set) {
    paths.add(
        Paths.value(
            name,
            "value type",
            f -> new Part("value type", get.apply(f.profile())),
            (f, v) -> {
              if (!(v instanceof Part part && part.content() instanceof Profile.Type type)) {
                throw new MismatchException("expected a value type, found " + Values.type(v));
              }
              set.accept(f.profile(), type);
            }));
    for (boolean unit : new boolean[] {false, true}) {
      paths.add(
          Paths.value(
              name + (unit ? ".unit" : ".type"),
              "text",
              f -> {
                Profile.Type type = get.apply(f.profile());
                return Values.of(Tables.string(f.dictionary(), unit ? type.unit() : type.type()));
              },
              (f, v) -> {
                Profile.Type type = get.apply(f.profile());
                int current = unit ? type.unit() : type.type();
                int index = Tables.put(f.dictionary(), Coerce.text(v), current);
                set.accept(
                    f.profile(),
                    unit
                        ? new Profile.Type(type.type(), index)
                        : new Profile.Type(index, type.unit()));
              }));
    }
  }

  private static List<PathDef> sample() {
    List<PathDef> paths = new ArrayList<>();
    paths.add(
        Paths.value(
            "values",
            "list of ints",
            f -> NumberLists.of(ListValue.Kind.INT, f.sample().values()),
            (f, v) -> f.sample().setValues(NumberLists.longs(ListValue.Kind.INT, v))));
    paths.add(
        Paths.integer(
            "link_index",
            f -> f.sample().link(),
            (f, v) -> {
              if (v >= Integer.MAX_VALUE) {
                throw new OttlException("a link index is 31 bits, found " + v);
              }
              f.sample().setLink((int) v);
            }));
    paths.add(
        Paths.value(
            "timestamps_unix_nano",
            "list of ints",
            f -> NumberLists.of(ListValue.Kind.INT, f.sample().timestampsUnixNano()),
            (f, v) ->
                f.sample().setTimestampsUnixNano(NumberLists.longs(ListValue.Kind.UNSIGNED, v))));
    paths.add(Paths.value("timestamps", "list of times", f -> times(f), ProfilePaths::setTimes));
    paths.add(
        Paths.value(
            "attribute_indices",
            "list of ints",
            f -> NumberLists.of(f.sample().attributeIndices()),
            (f, v) -> f.sample().setAttributeIndices(NumberLists.ints(v))));
    paths.add(
        new PathDef(
            "attributes",
            "map",
            true,
            keys ->
                new TableAttributes(
                    f -> f.sample().attributeIndices(),
                    (f, v) -> f.sample().setAttributeIndices(v),
                    keys)));
    return List.copyOf(paths);
  }

  private static Object times(Frame frame) {
    List<@Nullable Object> items = new ArrayList<>();
    for (long nanos : frame.sample().timestampsUnixNano()) {
      items.add(Times.ofNanos(nanos));
    }
    return new ListValue(ListValue.Kind.TIME, items);
  }

  private static void setTimes(Frame frame, @Nullable Object value) {
    if (value == null) {
      frame.sample().setTimestampsUnixNano(new long[0]);
      return;
    }
    if (!(value instanceof ListValue list && list.kind() == ListValue.Kind.TIME)) {
      throw new MismatchException("expected a list of times, found " + Values.type(value));
    }
    frame
        .sample()
        .setTimestampsUnixNano(
            list.items().stream().mapToLong(t -> Times.nanos(Coerce.time(t))).toArray());
  }
}
