package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileJoinTest {

  /** One sample of one stack, outermost first, in a thread. */
  private static ProfileTree tree(String service, String thread, String... names) {
    ProfileTree tree = new ProfileTree();
    ProfilesDictionary to = tree.dictionary();
    List<Integer> path = new ArrayList<>();
    for (String name : List.of(names).reversed()) {
      int function = put(to.functions(), new ProfilesDictionary.Function(text(to, name), 0, 0, 0));
      path.add(
          put(
              to.locations(),
              new ProfilesDictionary.Location(
                  put(
                      to.mappings(),
                      new ProfilesDictionary.Mapping(0, 0, 0, text(to, name + ".so"), List.of())),
                  0,
                  List.of(new ProfilesDictionary.Line(function, 7, 0)),
                  List.of())));
    }
    Sample sample = new Sample();
    sample.setStack(put(to.stacks(), new ProfilesDictionary.Stack(path)));
    sample.setLink(put(to.links(), new ProfilesDictionary.Link(1, 2, names.length)));
    sample.setAttributeIndices(
        new int[] {
          put(
              to.attributes(),
              new ProfilesDictionary.Attribute(
                  text(to, "thread.name"), AnyValue.Text.of(thread), 0))
        });
    sample.setValues(new long[] {names.length});
    Profile profile = new Profile();
    profile.setSampleType(new Profile.Type(text(to, "samples"), text(to, "count")));
    profile.samples().add(sample);
    Resource resource = Resource.empty();
    resource.attributes().add("service.name", service);
    ResourceGroup<Profile> group = new ResourceGroup<>(resource);
    group.scopes().add(new ScopeGroup<>(Scope.empty()));
    group.scopes().getFirst().records().add(profile);
    tree.resources().add(group);
    return tree;
  }

  private static int text(ProfilesDictionary to, String text) {
    return put(to.strings(), Utf8.of(text));
  }

  private static <T> int put(List<T> table, T entry) {
    table.add(entry);
    return table.size() - 1;
  }

  /** What the samples say, with every index followed. */
  private static List<String> said(ProfileTree tree) {
    ProfilesDictionary from = tree.dictionary();
    List<String> said = new ArrayList<>();
    for (ResourceGroup<Profile> resource : tree.resources()) {
      for (Profile profile : resource.scopes().getFirst().records()) {
        for (Sample sample : profile.samples()) {
          StringBuilder line = new StringBuilder();
          line.append(resource.resource().attributes().get("service.name"));
          line.append(from.strings().get(profile.sampleType().type()));
          line.append(from.strings().get(profile.sampleType().unit()));
          for (int index : sample.attributeIndices()) {
            ProfilesDictionary.Attribute attribute = from.attributes().get(index);
            line.append(from.strings().get(attribute.key())).append(attribute.value());
          }
          line.append(from.links().get(sample.link()));
          for (int index : from.stacks().get(sample.stack()).locations()) {
            ProfilesDictionary.Location location = from.locations().get(index);
            ProfilesDictionary.Line place = location.lines().getFirst();
            int name = from.functions().get(place.function()).name();
            int file = from.mappings().get(location.mapping()).filename();
            line.append(from.strings().get(name)).append(from.strings().get(file));
          }
          said.add(line.toString());
        }
      }
    }
    return said;
  }

  @Test
  void samplesSayTheSameAfterwards() {
    List<String> expected = new ArrayList<>();
    ProfileJoin join = new ProfileJoin();
    for (ProfileTree each :
        List.of(
            tree("shop", "one", "main", "work", "read"),
            tree("cart", "two", "read", "main"),
            tree("shop", "one", "work", "main", "work", "idle"))) {
      expected.addAll(said(each));
      join.add(each);
    }
    assertThat(said(join.tree())).isEqualTo(expected);
  }

  @Test
  void whatRepeatsIsHeldOnce() {
    ProfileJoin join = new ProfileJoin();
    join.add(tree("shop", "one", "main", "work"));
    byte[] once = join.tree().encode();
    int strings = join.tree().dictionary().strings().size();
    join.add(tree("shop", "one", "main", "work"));
    assertThat(join.tree().dictionary().strings()).hasSize(strings);
    assertThat(join.tree().dictionary().stacks()).hasSize(2);
    assertThat(join.tree().dictionary().locations()).hasSize(3);
    assertThat(join.tree().encode().length).isLessThan(2 * once.length);
  }

  @Test
  void anIndexToNowherePointsToTheZeroEntry() {
    ProfileTree broken = tree("shop", "one", "main");
    Sample sample =
        broken.resources().getFirst().scopes().getFirst().records().getFirst().samples().getFirst();
    sample.setStack(99);
    sample.setLink(-1);
    ProfileJoin join = new ProfileJoin();
    join.add(broken);
    assertThat(sample.stack()).isZero();
    assertThat(sample.link()).isZero();
  }
}
