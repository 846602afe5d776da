package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several profile requests as one, whose dictionary holds each entry once. Keeps what is added to
 * it, less what repeats. For one thread.
 */
public final class ProfileJoin {
  private final ProfileTree joined = new ProfileTree();
  private final ProfilesDictionary to = joined.dictionary();
  private final Table<Utf8> strings = new Table<>(to.strings());
  private final Table<ProfilesDictionary.Attribute> attributes = new Table<>(to.attributes());
  private final Table<ProfilesDictionary.Mapping> mappings = new Table<>(to.mappings());
  private final Table<ProfilesDictionary.Function> functions = new Table<>(to.functions());
  private final Table<ProfilesDictionary.Location> locations = new Table<>(to.locations());
  private final Table<ProfilesDictionary.Link> links = new Table<>(to.links());
  private final Table<ProfilesDictionary.Stack> stacks = new Table<>(to.stacks());

  /** What was added so far; changes with the next addition. */
  public ProfileTree tree() {
    return joined;
  }

  /**
   * Adds a request, whose profiles belong to the joined one from now on. An index that points
   * outside of its table points to the zero entry afterwards.
   */
  public void add(ProfileTree request) {
    Moved moved = new Moved(request.dictionary());
    for (ResourceGroup<Profile> resource : request.resources()) {
      for (ScopeGroup<Profile> scope : resource.scopes()) {
        scope.records().forEach(moved::move);
      }
    }
    joined.resources().addAll(request.resources());
  }

  /** A table of the joined dictionary with the places of its entries. */
  private static final class Table<T> {
    private final List<T> entries;
    private final Map<T, Integer> places = new HashMap<>();

    private Table(List<T> entries) {
      this.entries = entries;
      places.put(entries.getFirst(), 0);
    }

    private int place(T entry) {
      Integer known = places.putIfAbsent(entry, entries.size());
      if (known == null) {
        entries.add(entry);
        return entries.size() - 1;
      }
      return known;
    }
  }

  /** Where the entries of one request's dictionary are now. */
  private final class Moved {
    private final int[] string;
    private final int[] attribute;
    private final int[] link;
    private final int[] stack;

    private Moved(ProfilesDictionary from) {
      string = from.strings().stream().mapToInt(strings::place).toArray();
      attribute =
          from.attributes().stream()
              .mapToInt(one ->
                  attributes.place(
                      new ProfilesDictionary.Attribute(
                          at(string, one.key()), one.value(), at(string, one.unit()))))
              .toArray();
      int[] mapping =
          from.mappings().stream()
              .mapToInt(one ->
                  mappings.place(
                      new ProfilesDictionary.Mapping(
                          one.start(),
                          one.limit(),
                          one.fileOffset(),
                          at(string, one.filename()),
                          all(attribute, one.attributes()))))
              .toArray();
      int[] function =
          from.functions().stream()
              .mapToInt(one ->
                  functions.place(
                      new ProfilesDictionary.Function(
                          at(string, one.name()),
                          at(string, one.systemName()),
                          at(string, one.filename()),
                          one.startLine())))
              .toArray();
      int[] location =
          from.locations().stream()
              .mapToInt(one ->
                  locations.place(
                      new ProfilesDictionary.Location(
                          at(mapping, one.mapping()),
                          one.address(),
                          one.lines().stream()
                              .map(line ->
                                  new ProfilesDictionary.Line(
                                      at(function, line.function()), line.line(), line.column()))
                              .toList(),
                          all(attribute, one.attributes()))))
              .toArray();
      link = from.links().stream().mapToInt(links::place).toArray();
      stack =
          from.stacks().stream()
              .mapToInt(
                  one -> stacks.place(new ProfilesDictionary.Stack(all(location, one.locations()))))
              .toArray();
    }

    private void move(Profile profile) {
      profile.setSampleType(type(profile.sampleType()));
      profile.setPeriodType(type(profile.periodType()));
      profile.setAttributeIndices(moved(profile.attributeIndices()));
      for (Sample sample : profile.samples()) {
        sample.setStack(at(stack, sample.stack()));
        sample.setLink(at(link, sample.link()));
        sample.setAttributeIndices(moved(sample.attributeIndices()));
      }
    }

    private Profile.Type type(Profile.Type type) {
      return new Profile.Type(at(string, type.type()), at(string, type.unit()));
    }

    private int[] moved(int[] indices) {
      return Arrays.stream(indices).map(index -> at(attribute, index)).toArray();
    }
  }

  private static int at(int[] places, int index) {
    return index >= 0 && index < places.length ? places[index] : 0;
  }

  private static List<Integer> all(int[] places, List<Integer> indices) {
    return indices.stream().map(index -> at(places, index)).toList();
  }
}
