"""A small web shop of seven services, each a process of its own, to have real traces from real SDKs.

usage: shop.py ORDERS [--seed N] [--capture FILE]

Sends to OTEL_EXPORTER_OTLP_ENDPOINT as any program does. With --capture, every export request is also
appended to FILE as one line of OTLP JSON, in the form of the collector's file exporter. Prints on its
last line, as JSON, how many spans each service's SDK has handed to its exporter with success.
"""

import argparse
import base64
import json
import os
import queue
import random
import sqlite3
import sys
import threading
import time
from multiprocessing import Process, Queue

import requests
from flask import Flask, abort, jsonify, request
from google.protobuf.json_format import MessageToDict
from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.instrumentation.sqlite3 import SQLite3Instrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Link, SpanKind, Status, StatusCode
from werkzeug.serving import make_server

SERVICES = ["storefront", "checkout", "payment", "inventory", "recommendation", "shipping", "mail"]
BASE_PORT = int(os.environ.get("SHOP_BASE_PORT", "18800"))
PORT = {name: BASE_PORT + i for i, name in enumerate(SERVICES)}
GOODS = ["telescope", "tripod", "eyepiece 32 mm", "barlow lens", "star chart", "red torch", "dew heater"]


def url(service, path):
    return f"http://127.0.0.1:{PORT[service]}{path}"


def hex_ids(node):
    """protobuf's JSON form writes ids in base64; OTLP's writes them in hexadecimal."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("traceId", "spanId", "parentSpanId") and isinstance(value, str):
                node[key] = base64.b64decode(value).hex()
            else:
                hex_ids(value)
    elif isinstance(node, list):
        for item in node:
            hex_ids(item)
    return node


class CountingExporter(SpanExporter):
    """Counts what the real exporter reports as sent, and captures it when asked."""

    def __init__(self, inner, capture):
        self.inner, self.capture, self.sent = inner, capture, 0

    def export(self, spans):
        result = self.inner.export(spans)
        if result is SpanExportResult.SUCCESS:
            self.sent += len(spans)
            if self.capture:
                message = MessageToDict(encode_spans(spans), use_integers_for_enums=True)
                line = json.dumps(hex_ids(message), separators=(",", ":")) + "\n"
                with open(self.capture, "ab", buffering=0) as out:
                    out.write(line.encode())
        return result

    def shutdown(self):
        self.inner.shutdown()

    def force_flush(self, timeout_millis=30000):
        return self.inner.force_flush(timeout_millis)


def make_exporter():
    if os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc").startswith("http"):
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    else:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    return OTLPSpanExporter()


def set_up(service, capture):
    resource = Resource.create(
        {
            "service.name": service,
            "service.version": "1.4.2",
            "service.instance.id": f"{service}-{os.getpid()}",
            "deployment.environment.name": "development",
        }
    )
    provider = TracerProvider(resource=resource)
    exporter = CountingExporter(make_exporter(), capture)
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=500, max_queue_size=100000))
    trace.set_tracer_provider(provider)
    RequestsInstrumentor().instrument()
    SQLite3Instrumentor().instrument()
    return provider, exporter


def database(service):
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db = SQLite3Instrumentor().instrument_connection(db)
    cursor = db.cursor()
    cursor.execute("CREATE TABLE stock (good TEXT PRIMARY KEY, pieces INTEGER, price REAL)")
    for i, good in enumerate(GOODS):
        cursor.execute("INSERT INTO stock VALUES (?, ?, ?)", (good, 1000, 9.5 + 7 * i))
    return db


def storefront(app, dice, tracer):
    @app.get("/")
    def home():
        picks = requests.get(url("recommendation", f"/recommendations/{request.args['user']}"), timeout=10).json()
        with tracer.start_as_current_span("render page") as span:
            span.set_attribute("app.template", "home.html")
            span.set_attribute("app.recommendations", picks)
            time.sleep(dice.uniform(0.001, 0.004))
        return "ok"

    @app.post("/cart/checkout")
    def buy():
        answer = requests.post(url("checkout", "/orders"), json=request.json, timeout=10)
        if answer.status_code >= 500:
            abort(502)
        return answer.json(), answer.status_code


def checkout(app, dice, tracer):
    @app.post("/orders")
    def order():
        cart = request.json
        span = trace.get_current_span()
        span.set_attribute("app.order.lines", len(cart["lines"]))
        span.set_attribute("app.user.tier", cart["tier"])
        span.set_attribute("app.order.total", cart["total"])
        with tracer.start_as_current_span("reserve stock"):
            for line in cart["lines"]:
                answer = requests.post(url("inventory", "/reservations"), json={"good": line}, timeout=10)
                answer.raise_for_status()
        paid = requests.post(url("payment", "/charges"), json=cart, timeout=10)
        if paid.status_code != 200:
            span.add_event("order refused", {"app.reason": paid.json()["reason"]})
            return jsonify(paid.json()), 500 if paid.status_code >= 500 else 402
        carrier = {}
        with tracer.start_as_current_span("orders publish", kind=SpanKind.PRODUCER) as publish:
            publish.set_attribute("messaging.system", "in-process")
            publish.set_attribute("messaging.destination.name", "orders")
            publish.set_attribute("messaging.operation.type", "send")
            propagate.inject(carrier)
            requests.post(url("shipping", "/queue"), json={"order": cart["order"], "carrier": carrier}, timeout=10)
        return jsonify(order=cart["order"], state="accepted")


def payment(app, dice, tracer):
    class CardRefused(Exception):
        pass

    @app.post("/charges")
    def charge():
        with tracer.start_as_current_span("authorize card") as span:
            span.set_attribute("app.card.scheme", dice.choice(["visa", "mastercard", "girocard"]))
            time.sleep(dice.uniform(0.004, 0.02))
            luck = dice.random()
            if luck < 0.03:
                time.sleep(dice.uniform(0.3, 0.9))
                span.add_event("retry", {"app.attempt": 2, "app.backoff_ms": 250})
            if luck > 0.96:
                try:
                    raise CardRefused("issuer answered 51: not sufficient funds")
                except CardRefused as refused:
                    span.record_exception(refused)
                    span.set_status(Status(StatusCode.ERROR, str(refused)))
                    return jsonify(reason="card refused"), 402
            if luck > 0.945:
                try:
                    raise TimeoutError("card network did not answer within 2 s")
                except TimeoutError as late:
                    span.record_exception(late)
                    span.set_status(Status(StatusCode.ERROR, str(late)))
                    return jsonify(reason="card network down"), 503
        return jsonify(state="charged")


def inventory(app, dice, tracer):
    db = database("inventory")
    lock = threading.Lock()

    @app.post("/reservations")
    def reserve():
        good = request.json["good"]
        with lock:
            cursor = db.cursor()
            cursor.execute("SELECT pieces, price FROM stock WHERE good = ?", (good,))
            cursor.fetchone()
            if dice.random() < 0.05:
                with tracer.start_as_current_span("wait for row lock"):
                    time.sleep(dice.uniform(0.05, 0.25))
            cursor.execute("UPDATE stock SET pieces = pieces - 1 WHERE good = ?", (good,))
        return jsonify(good=good)

    def count(place, depth):
        with tracer.start_as_current_span(f"count {place.split('/')[-1].rstrip('0123456789')}") as span:
            span.set_attribute("app.place", place)
            if depth == 4:
                with lock:
                    cursor = db.cursor()
                    cursor.execute("SELECT pieces FROM stock WHERE good = ?", (dice.choice(GOODS),))
                    cursor.fetchone()
                return
            for i in range(dice.randrange(2, 5)):
                count(f"{place}/{['aisle', 'rack', 'shelf', 'bin'][depth]}{i}", depth + 1)

    @app.post("/stocktaking")
    def stocktaking():
        count("warehouse", 0)
        return jsonify(state="counted")


def recommendation(app, dice, tracer):
    db = database("recommendation")
    lock = threading.Lock()

    @app.get("/recommendations/<user>")
    def recommend(user):
        picks = dice.sample(GOODS, 4)
        if dice.random() < 0.9:
            with lock:
                cursor = db.cursor()
                cursor.execute("SELECT good, price FROM stock ORDER BY price LIMIT 4")
                cursor.fetchall()
        else:
            for good in picks:
                with lock:
                    cursor = db.cursor()
                    cursor.execute("SELECT price FROM stock WHERE good = ?", (good,))
                    cursor.fetchone()
        return jsonify(picks)


def shipping(app, dice, tracer):
    parcels = queue.Queue()

    @app.post("/queue")
    def enqueue():
        parcels.put(request.json)
        return "", 202

    def work():
        waiting = []
        while True:
            parcel = parcels.get()
            context = propagate.extract(parcel["carrier"])
            with tracer.start_as_current_span("orders process", context=context, kind=SpanKind.CONSUMER) as span:
                span.set_attribute("messaging.system", "in-process")
                span.set_attribute("messaging.destination.name", "orders")
                span.set_attribute("messaging.operation.type", "process")
                span.set_attribute("app.order.id", parcel["order"])
                time.sleep(dice.uniform(0.002, 0.01))
                requests.post(url("mail", "/letters"), json={"to": "customer@example.org"}, timeout=10)
                waiting.append(Link(span.get_span_context(), {"app.order.id": parcel["order"]}))
            if len(waiting) == 8:
                with tracer.start_as_current_span("book truck", context=trace.set_span_in_context(trace.INVALID_SPAN), links=waiting) as truck:
                    truck.set_attribute("app.parcels", len(waiting))
                    time.sleep(dice.uniform(0.01, 0.03))
                waiting = []

    threading.Thread(target=work, daemon=True).start()


def mail(app, dice, tracer):
    @app.post("/letters")
    def letter():
        with tracer.start_as_current_span("smtp DATA", kind=SpanKind.CLIENT) as span:
            span.set_attribute("server.address", "smtp.example.org")
            span.set_attribute("server.port", 587)
            time.sleep(dice.uniform(0.001, 0.006))
        return "", 202


def serve(service, seed, capture, control, report):
    provider, exporter = set_up(service, capture)
    app = Flask(service)
    FlaskInstrumentor().instrument_app(app)
    globals()[service](app, random.Random(f"{seed}/{service}"), trace.get_tracer(f"shop.{service}", "1.4.2"))
    server = make_server("127.0.0.1", PORT[service], app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    report.put((service, "up"))
    control.get()
    server.shutdown()
    provider.force_flush()
    report.put((service, exporter.sent))
    provider.shutdown()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("orders", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--capture")
    options = parser.parse_args()
    if options.capture:
        open(options.capture, "wb").close()
    report = Queue()
    control = {s: Queue() for s in SERVICES}
    running = [Process(target=serve, args=(s, options.seed, options.capture, control[s], report)) for s in SERVICES]
    for process in running:
        process.start()
    for _ in SERVICES:
        report.get(timeout=60)
    dice = random.Random(options.seed)
    for order in range(options.orders):
        user = f"user-{dice.randrange(200)}"
        requests.get(url("storefront", "/"), params={"user": user}, timeout=20)
        if dice.random() < 0.6:
            lines = dice.sample(GOODS, dice.randrange(1, 6))
            cart = {
                "order": f"order-{options.seed}-{order}",
                "user": user,
                "tier": dice.choice(["gold", "silver", "new"]),
                "total": round(dice.uniform(10, 400), 2),
                "lines": lines,
            }
            requests.post(url("storefront", "/cart/checkout"), json=cart, timeout=20)
        if order % 100 == 50:
            requests.post(url("inventory", "/stocktaking"), timeout=60)
    time.sleep(1)
    for q in control.values():
        q.put("stop")
    sent = dict(report.get(timeout=60) for _ in SERVICES)
    for process in running:
        process.join(30)
    print(json.dumps({"sent": sent, "total": sum(sent.values())}))


if __name__ == "__main__":
    os.environ.setdefault("WERKZEUG_RUN_MAIN", "true")
    import logging

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    sys.exit(main())
