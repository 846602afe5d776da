package dev.eyepiece.ruleeditor;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.LineNumberFactory;

/**
 * A text in some language: coloured, underlined where something is wrong, with the message of the
 * mistake at the caret beside it, and with completion. Looks as {@link RuleEditor#sheet} says. FX
 * thread only.
 */
public final class CodePane extends StackPane {
  private static final double BELOW = 4;
  private static final double SIDE = 24;

  private final CodeSource source;
  private final CodeArea area = new CodeArea();
  private final OfferList offers;
  private final Label message = new Label();
  private int from;

  /**
   * Makes an empty one.
   *
   * @param id the ids are {@code id-text}, {@code id-message} and {@code id-offers}
   * @param spoken what a screen reader calls the text
   */
  public CodePane(String id, String spoken, CodeSource source) {
    this.source = source;
    offers = new OfferList(id + "-offers", this::take);
    area.setId(id + "-text");
    area.getStyleClass().add("rule-text");
    area.setParagraphGraphicFactory(LineNumberFactory.get(area));
    area.setAccessibleText(spoken);
    // A statement is one line, and long ones are the rule.
    area.setWrapText(true);
    area.textProperty().subscribe((old, now) -> typed(now));
    area.caretPositionProperty().subscribe((old, now) -> say());
    area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    area.focusedProperty()
        .subscribe((old, focused) -> {
          if (!focused) {
            offers.close();
          }
        });
    message.setId(id + "-message");
    message.getStyleClass().addAll("rule-message", "popover");
    message.setManaged(false);
    message.setVisible(false);
    message.setMouseTransparent(true);
    message.setWrapText(true);
    getChildren().addAll(new VirtualizedScrollPane<>(area), message, offers.node());
  }

  /** The text's own control. */
  public CodeArea area() {
    return area;
  }

  /** Looks anew at what is wrong. */
  public void refresh() {
    paint();
  }

  private void typed(String now) {
    source.typed(now);
    paint();
    if (area.isFocused()) {
      offer(false);
    }
  }

  /** Colours follow at once; what is wrong is known when typing pauses. */
  private void paint() {
    String text = area.getText();
    if (text.isEmpty()) {
      message.setVisible(false);
      return;
    }
    area.setStyleSpans(0, source.styles(text, source.marks(text)));
    say();
  }

  /** Says what is wrong where the caret is; else the first thing that is wrong in its line. */
  private void say() {
    int caret = area.getCaretPosition();
    List<Mark> marks = source.marks(area.getText());
    int line = area.getCurrentParagraph();
    Optional<Mark> said =
        marks.stream()
            .filter(mark -> mark.start() <= caret && caret <= mark.end())
            .findFirst()
            .or(() -> marks.stream().filter(mark -> lineOf(mark.start()) == line).findFirst());
    message.setVisible(said.isPresent() && !offers.isOpen());
    said.ifPresent(mark -> {
      message.setText(mark.message());
      place();
    });
  }

  private int lineOf(int offset) {
    return area.offsetToPosition(
            Math.min(offset, area.getLength()),
            org.fxmisc.richtext.model.TwoDimensional.Bias.Backward)
        .getMajor();
  }

  private void place() {
    Point2D at = caret();
    double most = Math.max(120, getWidth() - 2 * SIDE);
    double width = Math.min(most, message.prefWidth(-1));
    double x = Math.clamp(at.getX(), SIDE, Math.max(SIDE, getWidth() - width - SIDE));
    message.resizeRelocate(x, at.getY(), width, message.prefHeight(width));
  }

  /** Just below the caret, in this pane's coordinates. */
  private Point2D caret() {
    Bounds bounds = area.getCaretBounds().orElse(null);
    Point2D local =
        bounds == null ? null : screenToLocal(bounds.getMinX(), bounds.getMaxY() + BELOW);
    return local == null ? new Point2D(SIDE, SIDE) : local;
  }

  private double lineHeight() {
    Bounds bounds = area.getCaretBounds().orElse(null);
    return (bounds == null ? 0 : bounds.getHeight()) + BELOW;
  }

  private void offer(boolean always) {
    Offers now = source.offers(area.getText(), area.getCaretPosition(), always);
    from = now.from();
    Point2D at = caret();
    offers.show(now.offers(), at, lineHeight(), getWidth(), getHeight());
    if (offers.isOpen()) {
      message.setVisible(false);
    }
  }

  private void take(Offer offer) {
    offers.close();
    area.replaceText(from, area.getCaretPosition(), offer.insert());
    area.requestFocus();
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == javafx.scene.input.KeyCode.SPACE) {
      offer(true);
      event.consume();
      return;
    }
    if (!offers.isOpen()) {
      return;
    }
    switch (event.getCode()) {
      case DOWN -> offers.move(1);
      case UP -> offers.move(-1);
      case ESCAPE -> offers.close();
      case ENTER, TAB -> {
        Offer chosen = offers.chosen();
        if (chosen == null) {
          return;
        }
        take(chosen);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  /**
   * Closes what is open over the text.
   *
   * @return whether there was something
   */
  public boolean closeLayer() {
    boolean open = offers.isOpen();
    offers.close();
    return open;
  }
}
