package dev.eyepiece.stacks;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Which samples of a profile a picture is made of.
 *
 * @param labels what the labels of a sample must be like
 * @param fromNano first time that is taken; only samples with times are asked
 * @param toNano first time that is not taken any more
 */
public record SampleFilter(Predicate<Map<String, String>> labels, long fromNano, long toNano) {
  public static final SampleFilter ALL =
      new SampleFilter(labels -> true, Long.MIN_VALUE, Long.MAX_VALUE);

  /** Samples whose label of that name has that value, for instance a thread or a process. */
  public static SampleFilter label(String name, String value) {
    return new SampleFilter(
        labels -> value.equals(labels.get(name)), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The same, within a time. */
  public SampleFilter between(long from, long to) {
    return new SampleFilter(labels, from, to);
  }
}
