package dev.eyepiece.ui.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.ui.InPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementBookTest {
  @TempDir Path folder;

  private StatementBook book() {
    StatementBook book = new StatementBook(folder.resolve("state/statements.txt"), new InPlace());
    book.load();
    return book;
  }

  @Test
  void statementsOutliveARestartTheNewestFirstAndTheSavedOnesOnTop() {
    StatementBook first = book();
    first.ran("SELECT 1\n\t-- größe");
    first.ran("SELECT 2");
    first.save("mine", "SELECT 'a'");
    first.ran("SELECT 1\n\t-- größe");
    StatementBook second = book();
    assertThat(second.allProperty().get())
        .containsExactly(
            new Kept("mine", "SELECT 'a'"),
            new Kept("", "SELECT 1\n\t-- größe"),
            new Kept("", "SELECT 2"));
    second.forget(new Kept("mine", "SELECT 'a'"));
    assertThat(book().allProperty().get()).hasSize(2);
  }

  @Test
  void theFileIsItsOwnersAlone() throws Exception {
    book().ran("SELECT 1");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("state/statements.txt"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theListsHaveBounds() {
    StatementBook book = book();
    for (int i = 0; i < 300; i++) {
      book.ran("SELECT " + i);
    }
    book.ran("x".repeat(100_000));
    assertThat(book.allProperty().get()).hasSize(200).first().isEqualTo(new Kept("", "SELECT 299"));
    assertThatThrownBy(() -> book.save(" ", "SELECT 1"))
        .hasMessage("a name of 0 characters; expected 1 to 80");
    assertThatThrownBy(() -> book.save("a", " "))
        .hasMessage("a statement of 1 characters; expected 1 to 65536");
  }

  @Test
  void aDamagedFileCostsItsDamagedLines() throws Exception {
    book().ran("SELECT 1");
    Path file = folder.resolve("state/statements.txt");
    Files.writeString(file, "%%%\tbad\n\n" + Files.readString(file) + "\tSELECT+2\n\t%zz\n");
    assertThat(book().allProperty().get())
        .containsExactly(new Kept("", "SELECT 1"), new Kept("", "SELECT 2"));
  }
}
