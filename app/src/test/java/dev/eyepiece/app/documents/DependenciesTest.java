package dev.eyepiece.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** {@code docs/dependencies.md} lists what the modules name, no more and no less. */
@Tag("documents")
class DependenciesTest {
  private static final String PAGE = "docs/dependencies.md";
  private static final Set<String> LICENCES =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-1.0",
          "EPL-2.0",
          "EUPL-1.1",
          "GPL-2.0 with Classpath Exception",
          "LGPL-2.1",
          "MIT",
          "OFL-1.1");

  /** Those that may stand in what users get; the others are for tests and the build. */
  private static final Set<String> TESTS_ONLY = Set.of("EUPL-1.1", "EPL-1.0");

  @Test
  void every_direct_dependency_of_the_product_is_listed_and_no_other() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Map.Entry<String, Set<String>> entry : dependencies().entrySet()) {
      if (entry.getValue().stream().anyMatch(scope -> !scope.equals("test"))) {
        named.add(entry.getKey());
      }
    }
    assertThat(listed("product").keySet()).as(PAGE).containsExactlyElementsOf(named);
  }

  @Test
  void every_dependency_of_tests_is_listed_and_no_other() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Map.Entry<String, Set<String>> entry : dependencies().entrySet()) {
      if (entry.getValue().equals(Set.of("test"))) {
        named.add(entry.getKey());
      }
    }
    assertThat(listed("tests").keySet()).as(PAGE).containsExactlyElementsOf(named);
  }

  @Test
  void every_licence_is_one_that_we_may_use() throws Exception {
    Map<String, String> product = listed("product");
    assertThat(product.values()).isSubsetOf(LICENCES).doesNotContainAnyElementsOf(TESTS_ONLY);
    assertThat(listed("tests").values()).isSubsetOf(LICENCES);
  }

  /** Artifacts, each with its licence, of one of the page's tables. */
  private static Map<String, String> listed(String table) throws IOException {
    Map<String, String> listed = new TreeMap<>();
    String group = "";
    for (List<String> row : Documents.rows(PAGE)) {
      if (!row.getLast().equals(table)) {
        continue;
      }
      for (String artifact : Documents.code(row.getFirst())) {
        group = artifact.contains(":") ? artifact.replaceFirst(":.*", "") : group;
        String id = artifact.contains(":") ? artifact : group + ":" + artifact;
        assertThat(listed.put(id, row.get(1))).as("%s is there twice", id).isNull();
      }
    }
    return listed;
  }

  /** What all modules name, each with its scopes. */
  private static Map<String, Set<String>> dependencies() throws Exception {
    Map<String, Set<String>> found = new HashMap<>();
    List<String> poms = new ArrayList<>(List.of("pom.xml"));
    Documents.modules().forEach(module -> poms.add(module + "/pom.xml"));
    for (String pom : poms) {
      Element project = parse(Documents.ROOT.resolve(pom));
      for (Element list : children(project, "dependencies")) {
        for (Element dependency : children(list, "dependency")) {
          String group = text(dependency, "groupId", "");
          if (!group.equals("dev.eyepiece")) {
            found
                .computeIfAbsent(
                    group + ":" + text(dependency, "artifactId", ""), id -> new TreeSet<>())
                .add(text(dependency, "scope", "compile"));
          }
        }
      }
    }
    return found;
  }

  private static Element parse(Path file) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name, String otherwise) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? otherwise : found.getFirst().getTextContent().strip();
  }
}
