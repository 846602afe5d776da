package dev.eyepiece.ui.forward;

import dev.eyepiece.ui.theme.Kit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What an endpoint is, to be written. FX thread only. */
final class ForwardFields extends GridPane {
  private final TextField name = field("forward-name", "team");
  private final TextField url = field("forward-url", "grpc://HOST:4317 or https://HOST/PATH");
  private final CheckBox json = new CheckBox("JSON rather than protobuf, over HTTP");
  private final Map<String, CheckBox> signals = new LinkedHashMap<>();
  private final ChoiceBox<String> what = choice("forward-what", "raw", "ruled");
  private final TextArea where = area("forward-where", "span.status.code == 2");
  private final TextArea headers = area("forward-headers", "authorization: Bearer ${env:TOKEN}");
  private final ChoiceBox<String> compression =
      choice("forward-compression", "none", "gzip", "zstd");
  private final TextField authority = field("forward-ca", "the system's");
  private final TextField certificate = field("forward-cert", "none");
  private final TextField key = field("forward-key", "none");
  private final CheckBox unchecked = new CheckBox("Take any certificate of any host (insecure)");
  private final TextField timeout = field("forward-timeout", "10s");
  private final TextField inFlight = field("forward-in-flight", "4");
  private final TextField queue = field("forward-queue", "512MiB");
  private final TextField giveUp = field("forward-give-up", "never");
  private boolean isNew;
  private boolean enabled;

  ForwardFields() {
    super(12, 10);
    getStyleClass().add("forward-fields");
    ColumnConstraints left = new ColumnConstraints(110);
    ColumnConstraints right = new ColumnConstraints();
    right.setHgrow(Priority.ALWAYS);
    right.setMinWidth(0);
    getColumnConstraints().addAll(left, right);
    json.setId("forward-json");
    unchecked.setId("forward-unchecked");
    HBox kinds = new HBox(12);
    kinds.getStyleClass().add("forward-kinds");
    for (String signal : List.of("traces", "logs", "metrics", "profiles")) {
      CheckBox box = new CheckBox(signal);
      box.setId("forward-" + signal);
      signals.put(signal, box);
      kinds.getChildren().add(box);
    }
    row("Name", name, "Its queue on disk is found by it.");
    row("URL", new VBox(6, url, json), "");
    row("Signals", kinds, "");
    row("What", what, "raw: as it came, byte for byte. ruled: what the rules made of it.");
    row(
        "Only where",
        where,
        "OTTL conditions, one a line: a record goes when one of its signal holds.");
    row(
        "Headers",
        headers,
        "NAME: VALUE, one a line. ${env:NAME} stands for a variable. A value that is "
            + ForwardModel.hidden()
            + " is kept and not shown.");
    row("Compression", compression, "");
    row("Trusted CA", authority, "A PEM file.");
    row("Certificate", certificate, "This client's own, a PEM file, for mutual TLS.");
    row("Its key", new VBox(6, key, unchecked), "");
    row("Timeout", timeout, "");
    row("At a time", inFlight, "Requests under way or waiting to be repeated, 1 to 64.");
    row("Queue", queue, "What may wait on disk. When it is full the oldest is dropped, and said.");
    row("Give up after", giveUp, "Age at which a request is given up; never when empty.");
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.getStyleClass().add("mono");
    return field;
  }

  private static TextArea area(String id, String prompt) {
    TextArea area = new TextArea();
    area.setId(id);
    area.setPromptText(prompt);
    area.setPrefRowCount(2);
    area.getStyleClass().add("mono");
    return area;
  }

  private static ChoiceBox<String> choice(String id, String... values) {
    ChoiceBox<String> box = new ChoiceBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    return box;
  }

  private void row(String title, Node editor, String meaning) {
    Label label = Kit.label(title, "muted", "small");
    label.setMinWidth(Region.USE_PREF_SIZE);
    if (editor instanceof TextInputControl || editor instanceof ChoiceBox) {
      label.setLabelFor(editor);
      editor.setAccessibleText(title);
    }
    VBox right = new VBox(2, editor);
    right.setMinWidth(0);
    if (!meaning.isEmpty()) {
      Label text = Kit.label(meaning, "faint", "tiny");
      text.setWrapText(true);
      text.setMinHeight(Region.USE_PREF_SIZE);
      right.getChildren().add(text);
    }
    GridPane.setValignment(label, VPos.TOP);
    label.getStyleClass().add("forward-key");
    addRow(getRowCount(), label, right);
  }

  /** Shows an endpoint. */
  void show(ForwardDraft draft) {
    isNew = draft.isNew();
    enabled = draft.enabled();
    name.setText(draft.name());
    name.setDisable(!isNew);
    url.setText(draft.url());
    json.setSelected(draft.json());
    signals.forEach((signal, box) -> box.setSelected(draft.signals().contains(signal)));
    what.setValue(draft.what());
    where.setText(draft.where());
    headers.setText(draft.headers());
    compression.setValue(draft.compression());
    authority.setText(draft.authority());
    certificate.setText(draft.certificate());
    key.setText(draft.key());
    unchecked.setSelected(draft.unchecked());
    timeout.setText(draft.timeout());
    inFlight.setText(draft.maxInFlight());
    queue.setText(draft.queue());
    giveUp.setText(draft.giveUpAfter());
  }

  /** What is written. */
  ForwardDraft draft() {
    return new ForwardDraft(
        isNew,
        enabled,
        name.getText(),
        url.getText(),
        json.isSelected(),
        signals.entrySet().stream()
            .filter(entry -> entry.getValue().isSelected())
            .map(Map.Entry::getKey)
            .toList(),
        what.getValue(),
        where.getText(),
        headers.getText(),
        compression.getValue(),
        authority.getText(),
        certificate.getText(),
        key.getText(),
        unchecked.isSelected(),
        timeout.getText(),
        inFlight.getText(),
        queue.getText(),
        giveUp.getText());
  }
}
