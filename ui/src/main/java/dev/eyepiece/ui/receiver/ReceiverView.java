package dev.eyepiece.ui.receiver;

import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.overview.Snippets;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Sheets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The receiver's ports, who sends to them, and what was refused and why. FX thread only. */
public final class ReceiverView implements View {
  private static final double SIDE = 400;

  private final ReceiverModel model;
  private final Label heading = Kit.label("", "title");
  private final Label told = Kit.label("", "muted", "small");
  private final PortsPane ports = new PortsPane();
  private final SenderTable senders;
  private final VBox senderBlock;
  private final RefusalTable refusals;
  private final SenderFacts facts = new SenderFacts();
  private final VBox send;
  private final VBox main = new VBox(16);
  private final VBox side = new VBox(24);
  private final GridPane columns = new GridPane();
  private final ScrollPane root;
  private final Timeline ticks;
  private boolean wide;
  private boolean nothing = true;

  /**
   * @param report quick, from any thread
   */
  public ReceiverView(
      Supplier<ReceiverReport> report,
      Receiving receiving,
      Background background,
      InstantSource clock,
      ZoneId zone) {
    model = new ReceiverModel(report, background, clock, System::nanoTime);
    senders = new SenderTable(model);
    refusals = new RefusalTable(zone);
    heading.setId("receiver-heading");
    heading.setWrapText(true);
    told.setWrapText(true);
    told.managedProperty().bind(told.visibleProperty());
    senderBlock = new VBox(8, Kit.label("Senders", "title"), senders);
    Label refused = Kit.label("Refused lately", "title");
    VBox refusedBlock = new VBox(8, refused, refusals);
    send = new VBox(4, Kit.label("Send to it", "title"), Snippets.pane(receiving));
    main.getChildren().setAll(heading, told, ports, senderBlock, refusedBlock);
    side.getChildren().setAll(facts, send);
    VBox page = new VBox(16, columns);
    page.getStyleClass().add("page");
    columns.setHgap(32);
    columns.setVgap(24);
    root = new ScrollPane(page);
    root.setFitToWidth(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setId("receiver");
    root.getStyleClass().addAll("view", "receiver");
    Sheets.dress(root, ReceiverView.class, "receiver.css");
    root.widthProperty().subscribe(width -> arrange(false));
    model.stateProperty().subscribe(this::show);
    model.chosenProperty().subscribe(facts::show);
    ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> model.tick()));
    ticks.setCycleCount(Animation.INDEFINITE);
    arrange(true);
  }

  /** Two columns where there is room; while nobody sends, what to paste stands first. */
  private void arrange(boolean anew) {
    boolean nowWide = root.getWidth() >= Metrics.NARROW - Metrics.RAIL;
    if (!anew && nowWide == wide) {
      return;
    }
    wide = nowWide;
    columns.getChildren().clear();
    columns.getColumnConstraints().clear();
    main.getChildren().remove(send);
    side.getChildren().remove(send);
    if (nothing) {
      main.getChildren().add(main.getChildren().indexOf(senderBlock), send);
    } else {
      side.getChildren().add(send);
    }
    ColumnConstraints first = new ColumnConstraints();
    first.setHgrow(Priority.ALWAYS);
    first.setMinWidth(0);
    columns.getColumnConstraints().add(first);
    if (wide && !nothing) {
      columns.getColumnConstraints().add(new ColumnConstraints(SIDE));
      columns.add(main, 0, 0);
      columns.add(side, 1, 0);
    } else {
      columns.add(main, 0, 0);
      columns.add(side, 0, 1);
    }
  }

  private void show(ReceiverModel.State state) {
    heading.setText(state.heading());
    told.setText(state.told());
    told.setVisible(!state.told().isEmpty());
    ports.show(state.ports());
    senders.show(state.senders());
    refusals.show(state.refusals());
    if (state.nothing() != nothing) {
      nothing = state.nothing();
      arrange(true);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    model.tick();
    ticks.play();
  }

  @Override
  public void hide() {
    ticks.stop();
  }

  @Override
  public boolean closeLayer() {
    if (model.chosenProperty().get() == null) {
      return false;
    }
    senders.getSelectionModel().clearSelection();
    model.choose(null);
    return true;
  }

  @Override
  public List<Node> panes() {
    return List.of(senders, refusals, side);
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(new KeyHint("↑ ↓", "senders"), new KeyHint("Esc", "close the sender"));
  }
}
