package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Defects;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a profile must keep (opentelemetry-proto 1.11, profiles.proto): all indices point
 * to entries of the dictionary, by whatever way; values and timestamps of a sample are equally many
 * where both are there; a profile id has 16 bytes or none; times fit signed nanoseconds. A profile
 * is refused whole, since samples that are left out would tell something else.
 */
public final class ProfileValidator implements Validator<ProfileBatch> {
  private static final ProfilesDictionary ZERO = ProfilesDictionary.withZeroEntries();

  @Override
  public Verdict validate(ProfileBatch batch) {
    Findings findings = new Findings(ExportKind.PROFILES.records());
    for (int profile = 0; profile < batch.profileCount(); profile++) {
      int number = profile;
      String reason = reason(batch, profile);
      if (reason != null) {
        findings.reject(profile, () -> reason + " (profile " + number + " of the request)");
      }
    }
    if (batch.profileCount() > 0) {
      String table = withoutZero(batch.dictionary());
      if (table != null) {
        findings.warn(() ->
            table
                + " of the dictionary does not begin with its zero entry, which index 0 stands for"
                + " as not set");
      }
    }
    return findings.verdict();
  }

  /** The first table that has entries and does not begin with one that says nothing. */
  private static @Nullable String withoutZero(ProfilesDictionary dictionary) {
    if (!begins(dictionary.strings(), Utf8.EMPTY)) {
      return "string_table";
    }
    if (!begins(dictionary.mappings(), ZERO.mappings().getFirst())) {
      return "mapping_table";
    }
    if (!begins(dictionary.locations(), ZERO.locations().getFirst())) {
      return "location_table";
    }
    if (!begins(dictionary.functions(), ZERO.functions().getFirst())) {
      return "function_table";
    }
    if (!begins(dictionary.links(), ZERO.links().getFirst())) {
      return "link_table";
    }
    if (!begins(dictionary.attributes(), ZERO.attributes().getFirst())) {
      return "attribute_table";
    }
    return begins(dictionary.stacks(), ZERO.stacks().getFirst()) ? null : "stack_table";
  }

  private static <T> boolean begins(List<T> table, T zero) {
    return table.isEmpty() || table.getFirst().equals(zero);
  }

  private static @Nullable String reason(ProfileBatch batch, int profile) {
    int defects = batch.profileDefects(profile);
    if ((defects & Defects.PROFILE_ID) != 0) {
      return "profile_id is neither empty nor 16 bytes long";
    }
    if ((defects & Defects.INDEX) != 0) {
      return "an index of the profile points beyond the dictionary";
    }
    if (batch.timeUnixNano(profile) < 0) {
      return "time_unix_nano is beyond the year 2262";
    }
    for (int row = batch.samplesFrom(profile); row < batch.samplesTo(profile); row++) {
      String reason = sample(batch, row);
      if (reason != null) {
        return reason + " of sample " + (row - batch.samplesFrom(profile));
      }
    }
    return null;
  }

  private static @Nullable String sample(ProfileBatch batch, int row) {
    int defects = batch.defects(row);
    if ((defects & Defects.INDEX) != 0) {
      return "an index points beyond the dictionary, itself or by its stack, as that";
    }
    if (batch.valueCount(row) == 0
        && batch.timestampCount(row) == 0
        && batch.sampleAttributes(row).length > 0) {
      // As a sample of opentelemetry-proto 1.9 or earlier would be read, whose values were there.
      return "neither values nor timestamps are there";
    }
    if ((defects & Defects.SAMPLE_LENGTHS) != 0) {
      return batch.valueCount(row)
          + " values do not go with the "
          + batch.timestampCount(row)
          + " timestamps";
    }
    for (int i = 0; i < batch.timestampCount(row); i++) {
      if (batch.timestampUnixNano(row, i) < 0) {
        return "a timestamp is beyond the year 2262, as that";
      }
    }
    return null;
  }
}
