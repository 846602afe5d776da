package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The list of traces with its facets and scatter. FX thread only. */
public final class TracesView implements View {
  private final TracesModel model;
  private final Ambient ambient;
  private final Navigator navigator;
  private final Theme theme;
  private final ZoneId zone;
  private final BorderPane root = new BorderPane();
  private final VBox facets = new VBox();
  private final TableView<TraceRow> table = new TableView<>();
  private final ObservableList<TraceRow> rows = FXCollections.observableArrayList();
  private final ScatterPane scatter;
  private final Label footer = new Label();
  private final Label trouble = new Label();
  private final Button pill = new Button();
  private final Label empty = new Label();
  private final Timeline ticks = new Timeline(new KeyFrame(Duration.millis(200), event -> tick()));

  public TracesView(
      TracesModel model, Ambient ambient, Navigator navigator, Theme theme, ZoneId zone) {
    this.model = model;
    this.ambient = ambient;
    this.navigator = navigator;
    this.theme = theme;
    this.zone = zone;
    scatter = new ScatterPane(theme, zone, row -> open(row));
    ticks.setCycleCount(Animation.INDEFINITE);
    build();
    model.answerProperty().subscribe(answer -> show(answer));
    model.troubleProperty().subscribe(text -> trouble.setText(text));
    theme.tokensProperty().subscribe(() -> table.refresh());
  }

  private void build() {
    root.getStyleClass().add("view");
    facets.getStyleClass().add("facets");
    facets.setId("facets");
    ScrollPane left = new ScrollPane(facets);
    left.setFitToWidth(true);
    left.setMinWidth(160);
    buildTable();
    pill.getStyleClass().add("pill");
    pill.setId("new-spans");
    pill.setVisible(false);
    pill.setOnAction(event -> toTop());
    StackPane list = new StackPane(table, pill);
    StackPane.setAlignment(pill, Pos.TOP_CENTER);
    StackPane.setMargin(pill, new Insets(36, 0, 0, 0));
    HBox foot = new HBox(footer, grow(), trouble);
    trouble.getStyleClass().add("bad");
    foot.getStyleClass().add("footer");
    footer.setId("trace-count");
    BorderPane right = new BorderPane(list, scatter, null, foot, null);
    SplitPane split = new SplitPane(left, right);
    split.setDividerPositions(0.2);
    SplitPane.setResizableWithParent(left, false);
    root.setCenter(split);
  }

  private static Region grow() {
    Region region = new Region();
    HBox.setHgrow(region, Priority.ALWAYS);
    return region;
  }

  private void buildTable() {
    table.setId("traces");
    table.setItems(rows);
    table.setFixedCellSize(24);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    empty.getStyleClass().add("muted");
    empty.setWrapText(true);
    empty.setMaxWidth(520);
    empty.setId("no-traces");
    table.setPlaceholder(empty);
    table.getColumns().add(TraceCells.name(theme));
    table.getColumns().add(TraceCells.services(theme));
    table.getColumns().add(TraceCells.number("spans", "Spans", TraceRow::spans));
    table.getColumns().add(TraceCells.errors(theme));
    table.getColumns().add(TraceCells.duration(theme));
    table.getColumns().add(TraceCells.start(zone));
    table.setSortPolicy(view -> {
      sort();
      return true;
    });
    table.setRowFactory(view -> {
      TableRow<TraceRow> row = new TableRow<>();
      row.setOnMouseClicked(event -> {
        if (event.getClickCount() == 2 && row.getItem() != null) {
          open(row.getItem());
        }
      });
      row.setContextMenu(menu(row));
      row.itemProperty()
          .subscribe(item ->
              row.setAccessibleText(
                  item == null
                      ? ""
                      : "trace "
                          + item.rootName()
                          + ", "
                          + item.rootService()
                          + ", "
                          + Formats.duration(item.durationNano())
                          + (item.errorSpans() > 0 ? ", error" : "")));
      return row;
    });
    table.setOnKeyPressed(event -> {
      TraceRow chosen = table.getSelectionModel().getSelectedItem();
      if (event.getCode() == KeyCode.ENTER && chosen != null) {
        open(chosen);
      } else if (event.getCode() == KeyCode.J) {
        table.getSelectionModel().selectNext();
      } else if (event.getCode() == KeyCode.K && !event.isShortcutDown()) {
        table.getSelectionModel().selectPrevious();
      } else if (event.getCode() == KeyCode.Y && chosen != null) {
        copy(chosen.traceId().toString());
      }
    });
  }

  private ContextMenu menu(TableRow<TraceRow> row) {
    MenuItem open = new MenuItem("Open");
    open.setOnAction(event -> open(row.getItem()));
    MenuItem id = new MenuItem("Copy trace id");
    id.setOnAction(event -> copy(row.getItem().traceId().toString()));
    MenuItem service = new MenuItem("Only this service");
    service.setOnAction(event -> model.toggle("service", row.getItem().rootService()));
    return new ContextMenu(open, id, service);
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  private void sort() {
    if (table.getSortOrder().isEmpty()) {
      model.sortBy(TraceQuery.Sort.START, true);
      return;
    }
    TableColumn<TraceRow, ?> column = table.getSortOrder().getFirst();
    model.sortBy(
        TraceCells.sort(column.getId()), column.getSortType() == TableColumn.SortType.DESCENDING);
  }

  private void open(TraceRow row) {
    navigator.open(new Place.Trace(row.traceId(), 0));
  }

  private void toTop() {
    table.getSelectionModel().clearSelection();
    table.scrollTo(0);
    model.freeze(false);
    model.ask();
  }

  /** The list moves only while nobody reads in it: nothing is selected and its top is in sight. */
  private boolean isRead() {
    return table.getSelectionModel().getSelectedIndex() >= 0 || firstVisible() > 0;
  }

  private int firstVisible() {
    return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
            && flow.getFirstVisibleCell() != null
        ? flow.getFirstVisibleCell().getIndex()
        : 0;
  }

  private void tick() {
    model.freeze(isRead() && ambient.liveProperty().get());
    model.tick();
    long waiting = model.waiting();
    pill.setVisible(waiting > 0 && (isRead() || !ambient.liveProperty().get()));
    pill.setText(Formats.count(waiting) + " new spans");
  }

  private void show(TracesModel.Answer answer) {
    TraceRow chosen = table.getSelectionModel().getSelectedItem();
    rows.setAll(answer.list().rows());
    if (chosen != null) {
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).traceId().equals(chosen.traceId())) {
          table.getSelectionModel().select(i);
          break;
        }
      }
    }
    scatter.show(answer.list().rows());
    footer.setText(model.footer());
    empty.setText(
        answer.heldSpans() == 0
            ? "Traces appear here as soon as a program sends some. The Overview has the settings to paste."
            : "None of the "
                + Formats.count(answer.heldSpans())
                + " spans that are held match "
                + ambient.searchProperty().get()
                + " in this time range.");
    showFacets(answer.facets());
  }

  private void showFacets(Map<String, List<FacetValue>> all) {
    facets.getChildren().clear();
    Map<String, String> titles =
        Map.of("service", "Service", "name", "Operation", "status", "Status");
    all.forEach((field, values) -> {
      Label title = new Label(titles.getOrDefault(field, field));
      title.getStyleClass().add("facet-title");
      facets.getChildren().add(title);
      values.forEach(value -> facets.getChildren().add(facet(field, value)));
    });
  }

  private Node facet(String field, FacetValue value) {
    Label name = new Label(value.value().isEmpty() ? "(none)" : value.value());
    name.setMinWidth(0);
    if (field.equals("service")) {
      name.setGraphic(TraceCells.dot(theme, value.value()));
    } else if (field.equals("status") && value.value().equals("error")) {
      name.getStyleClass().add("bad");
    }
    Label count = new Label(Formats.count(value.spans()));
    count.getStyleClass().addAll("mono", "muted");
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(8, name, grow(), count);
    line.setAlignment(Pos.CENTER_LEFT);
    Button button = new Button();
    button.setGraphic(line);
    button.getStyleClass().add("facet");
    button.setMaxWidth(Double.MAX_VALUE);
    line.prefWidthProperty().bind(button.widthProperty().subtract(26));
    line.setMaxWidth(Region.USE_PREF_SIZE);
    if (SearchTerms.has(ambient.searchProperty().get(), field, value.value())) {
      button.getStyleClass().add("chosen");
    }
    button.setOnAction(event -> model.toggle(field, value.value()));
    button.setAccessibleText(field + " " + value.value() + ", " + value.spans() + " spans");
    return button;
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    ticks.play();
    model.ask();
  }

  @Override
  public void hide() {
    ticks.stop();
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("Enter", "open"),
        new KeyHint("j k", "next, previous"),
        new KeyHint("y", "copy id"),
        new KeyHint("/", "search"));
  }
}
