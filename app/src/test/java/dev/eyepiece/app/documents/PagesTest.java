package dev.eyepiece.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.SettingEntry;
import dev.eyepiece.agent.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages for users say of settings and commands. */
@Tag("documents")
class PagesTest {
  private static final Pattern COMMAND = Pattern.compile("commands\\.put\\(\"([a-z]+)\"");
  private static final String PROGRAM =
      "app/src/main/java/dev/eyepiece/app/command/CommandLineProgram.java";

  @TempDir Path home;

  @Test
  void the_settings_page_lists_every_setting_and_no_other() throws Exception {
    Settings settings = Settings.read(Folders.of("Linux", home, Map.of()), Map.of(), Map.of());
    List<String> there = settings.entries().stream().map(SettingEntry::key).toList();
    List<String> listed =
        Documents.rows("docs/settings.md").stream()
            .map(row -> Documents.code(row.getFirst()).getFirst())
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
    for (List<String> row : Documents.rows("docs/settings.md")) {
      String key = Documents.code(row.getFirst()).getFirst();
      assertThat(Documents.code(row.get(1)))
          .containsExactly("EYEPIECE_" + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void every_command_is_explained() throws Exception {
    String page = Documents.text("docs/command-line.md");
    String others = Documents.text("README.md");
    for (String command : Documents.all(COMMAND, Documents.text(PROGRAM))) {
      if (!command.equals("warm")) {
        assertThat(page)
            .as("a section for %s", command)
            .containsPattern("(?m)^## .*\\b" + command + "\\b");
        assertThat(others).contains("`./eyepiece " + command);
      }
    }
  }
}
