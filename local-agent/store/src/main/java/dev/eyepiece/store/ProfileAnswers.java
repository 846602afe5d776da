package dev.eyepiece.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a snapshot answers about profiles; a record is a sample. */
public interface ProfileAnswers extends RecordAnswers {

  /** What was profiled: matching samples by service, type and unit. */
  List<ProfileType> types(Search search, TimeRange range) throws StoreException;

  /**
   * The profiles of matching samples, newest first.
   *
   * @param limit at most so many; 0 for all
   */
  List<ProfileRow> list(Search search, TimeRange range, long limit) throws StoreException;

  /**
   * Streams matching samples.
   *
   * @param limit at most so many; 0 for all
   */
  void samples(
      Search search, TimeRange range, Direction direction, long limit, Consumer<SampleRecord> sink)
      throws StoreException;

  /** Matching samples summed by stack; they are of one type and unit when the search says so. */
  StackSums stacks(Search search, TimeRange range) throws StoreException;

  /** The {@code ExportProfilesServiceRequest} that brought a profile, encoded as it came. */
  Optional<byte[]> request(long batchId) throws StoreException;
}
