package dev.eyepiece.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the pages say of the modules and of each other. */
@Tag("documents")
class ModulesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^- `([a-z]+)`:");

  @Test
  void every_module_has_a_readme_of_a_page_and_is_named_to_contributors() throws Exception {
    String contributing = Documents.text("CONTRIBUTING.md");
    for (String module : Documents.modules()) {
      String name = module.replaceFirst(".*/", "");
      List<String> readme = Documents.text(module + "/README.md").lines().toList();
      assertThat(readme.getFirst()).isEqualTo("# " + name);
      assertThat(readme.size()).as("lines of %s/README.md", module).isBetween(6, 50);
      assertThat(contributing).contains("`" + name + "`");
    }
  }

  @Test
  void the_packages_that_a_readme_lists_exist() throws Exception {
    for (String module : Documents.modules()) {
      Path sources = Documents.ROOT.resolve(module).resolve("src/main/java/dev/eyepiece");
      String name = module.replaceFirst(".*/", "").replace("-", "");
      for (String listed : Documents.all(PACKAGE, Documents.text(module + "/README.md"))) {
        assertThat(sources.resolve(name).resolve(listed)).as("%s/README.md", module).isDirectory();
      }
    }
  }

  @Test
  void links_between_pages_lead_somewhere() throws Exception {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : Documents.all(LINK, Files.readString(page))) {
        boolean outside = link.contains("://");
        if (!outside && !Files.exists(page.resolveSibling(link))) {
          dead.add(Documents.ROOT.relativize(page) + " -> " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(Documents.ROOT);
        Stream<Path> docs = Files.walk(Documents.ROOT.resolve("docs"))) {
      Stream.concat(files, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .forEach(pages::add);
    }
    for (String module : Documents.modules()) {
      pages.add(Documents.ROOT.resolve(module).resolve("README.md"));
    }
    return pages;
  }
}
