// Package promql asks Prometheus' own engine what expressions mean over a fixed data set, and
// writes both as lines that PromQlPeerTest reads. By hand:
//
//	go test -run TestWrite . -args ../resources/dev/eyepiece/store/promql.txt
package promql

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/teststorage"
)

const start = int64(1_790_000_000_000)

var instants = []string{
	`requests`, `requests{"service.name"="cart"}`, `requests{route=~"/a|/b"}`, `requests{route!="/a"}`,
	`requests{route!~"/a.*"}`, `{"dotted.name"}`, `{"dotted.name", "http.route"="/x"}`, `{__name__=~"req.*|temp.*"}`,
	`requests offset 2m`, `requests offset -1m`, `requests[5m] offset 1m == 1`,
	`rate(requests[5m])`, `rate(requests[1m])`, `rate(requests[90s])`, `rate(requests[20s])`, `increase(requests[5m])`,
	`increase(requests[3m] offset 2m)`, `irate(requests[5m])`, `idelta(temperature[5m])`, `delta(temperature[5m])`,
	`rate(gaps[5m])`, `increase(gaps[10m])`, `rate(stale[5m])`, `stale`, `count_over_time(stale[5m])`,
	`resets(requests[10m])`, `changes(temperature[5m])`,
	`avg_over_time(temperature[5m])`, `min_over_time(temperature[5m])`, `max_over_time(temperature[5m])`,
	`sum_over_time(temperature[5m])`, `count_over_time(temperature[5m])`, `last_over_time(temperature[5m])`,
	`present_over_time(temperature[5m])`, `stddev_over_time(temperature[5m])`, `quantile_over_time(0.9, temperature[5m])`,
	`sum(requests)`, `sum by (route) (requests)`, `sum by ("service.name") (rate(requests[5m]))`, `sum without (route) (requests)`,
	`avg(requests)`, `avg by (route) (requests)`, `min(temperature)`, `max by (route) (requests)`, `count(requests)`,
	`count by (nosuch) (requests)`, `group(requests)`, `stddev(requests)`, `stdvar(temperature)`,
	`quantile(0.5, requests)`, `quantile by ("service.name") (0.25, requests)`, `quantile(1.5, requests)`, `quantile(-1, requests)`,
	`topk(2, requests)`, `bottomk(2, requests)`, `topk by ("service.name") (1, requests)`, `topk(0, requests)`, `topk(100, temperature)`,
	`sort(requests)`, `sort_desc(requests)`,
	`requests + 1`, `2 * requests`, `requests / requests`, `requests % 7`, `requests ^ 2`, `-requests`, `2 ^ 3 ^ 2`, `-2 ^ 2`, `1 - 2 - 3`,
	`requests > 500`, `500 < requests`, `requests > bool 500`, `500 >= bool requests`, `requests == requests`, `1 > bool 2`,
	`requests - on("service.name", route) errors`, `errors / on("service.name", route) requests`,
	`errors / ignoring(code) group_left requests`, `requests * on("service.name", route) group_right errors`,
	`errors / on("service.name") group_left(region) info`, `requests > on("service.name", route) errors`,
	`requests and on(route) errors`, `requests unless on(route) errors{route="/a"}`, `requests or temperature`, `requests and requests`,
	`sum(errors) by (route) / sum(requests) by (route)`, `sum(rate(errors[5m])) / sum(rate(requests[5m]))`,
	`abs(temperature)`, `ceil(temperature)`, `floor(temperature)`, `round(temperature)`, `round(temperature, 0.1)`, `round(temperature, 5)`,
	`clamp(temperature, -5, 5)`, `clamp_min(temperature, 0)`, `clamp_max(temperature, 0)`, `clamp(temperature, 5, -5)`,
	`sqrt(requests)`, `exp(temperature)`, `ln(requests)`, `log2(requests)`, `log10(requests)`, `sgn(temperature)`,
	`time()`, `time() - 10`, `vector(3)`, `scalar(sum(requests))`, `scalar(requests)`, `timestamp(requests)`, `5m`, `1h30m`, `0x1F`, `Inf`, `-NaN`,
	`absent(nosuch{a="b"})`, `absent(requests)`, `sum(nosuch)`, `temperature atan2 2`,
	`histogram_quantile(0.9, latency_bucket)`, `histogram_quantile(0.5, rate(latency_bucket[5m]))`,
	`histogram_quantile(0.99, sum by (le) (rate(latency_bucket[5m])))`, `histogram_quantile(0.5, sum by (le, "service.name") (rate(latency_bucket[5m])))`,
	`histogram_quantile(2, latency_bucket)`, `histogram_quantile(-1, latency_bucket)`, `histogram_quantile(0, latency_bucket)`, `histogram_quantile(1, latency_bucket)`,
	`rate(latency_count[5m])`, `rate(latency_sum[5m]) / rate(latency_count[5m])`,
	`histogram_quantile(0.9, latency)`, `histogram_quantile(0.5, rate(latency[5m]))`, `histogram_quantile(0.99, sum(rate(latency[5m])))`,
	`histogram_quantile(0.1, sum by (route) (rate(latency[5m])))`, `histogram_count(rate(latency[5m]))`, `histogram_sum(increase(latency[5m]))`,
	`histogram_quantile(0.9, sizes)`, `histogram_quantile(0.5, rate(sizes[5m]))`, `histogram_quantile(0.99, sum(rate(sizes[5m])))`,
	`histogram_quantile(0.05, sizes)`, `histogram_quantile(0.01, sizes)`, `histogram_quantile(0, sizes)`, `histogram_quantile(1, sizes)`, `histogram_quantile(0.3, sum by (route) (sizes))`,
	`histogram_count(sizes)`, `histogram_sum(sizes)`, `histogram_avg(sizes)`, `histogram_count(rate(sizes[5m]))`, `histogram_sum(rate(sizes[5m]))`, `histogram_avg(rate(sizes[5m]))`,
	`histogram_quantile(0.7, sizes * 2)`, `histogram_count(sizes / 4)`, `histogram_count(avg(sizes))`, `histogram_quantile(0.4, delta(sizes{"service.name"="checkout"}[4m]))`,
	`count(sizes)`, `sum(rate(requests[5m])) > 0.5`, `sum by (route) (increase(errors[2m])) or vector(0)`,
	`avg without ("service.name") (rate(requests[2m])) * 60`, `max_over_time(requests[3m]) - min_over_time(requests[3m])`,
}

var ranges = []string{
	`requests`, `rate(requests[1m])`, `sum by (route) (rate(requests[2m]))`, `stale`, `gaps`, `increase(gaps[4m])`, `topk(1, requests)`,
	`histogram_quantile(0.9, sum by (le) (rate(latency_bucket[2m])))`, `histogram_quantile(0.9, sum(rate(sizes[2m])))`, `time()`, `temperature > 0`,
	`requests offset 3m`, `histogram_quantile(0.5, rate(latency[90s]))`, `irate(requests[40s])`, `rate(stale[45s])`,
}

type pair struct{ k, v string }

type writer struct {
	app storage.Appender
	out *bufio.Writer
	t   *testing.T
}

func check(t *testing.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func (w *writer) set(name string, pairs []pair, more ...string) labels.Labels {
	all := []string{"__name__", name}
	for _, p := range pairs {
		all = append(all, p.k, p.v)
	}
	return labels.FromStrings(append(all, more...)...)
}

func (w *writer) head(kind, name string, pairs []pair) {
	var text []string
	for _, p := range pairs {
		text = append(text, p.k+"="+p.v)
	}
	fmt.Fprintf(w.out, "%s\t%s\t%s\t", kind, name, strings.Join(text, ","))
}

func num(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func nums(vs []float64) string {
	var all []string
	for _, v := range vs {
		all = append(all, num(v))
	}
	return strings.Join(all, ",")
}

func (w *writer) numbers(kind, name string, pairs []pair, every int64, count int, next func(i int) (float64, bool)) {
	w.head(kind, name, pairs)
	for i := 0; i < count; i++ {
		v, there := next(i)
		if !there {
			continue
		}
		at := start + int64(i)*every
		_, err := w.app.Append(0, w.set(name, pairs), at, v)
		check(w.t, err)
		text := num(v)
		if value.IsStaleNaN(v) {
			text = "stale"
		}
		fmt.Fprintf(w.out, " %d:%s", at, text)
	}
	fmt.Fprintln(w.out)
}

func (w *writer) explicit(name string, pairs []pair, r *rand.Rand, resetAt int) {
	bounds := []float64{0.005, 0.01, 0.05, 0.1, 0.5, 1, 5}
	counts := make([]float64, len(bounds)+1)
	sum := 0.0
	w.head("explicit", name, pairs)
	fmt.Fprintf(w.out, "%s|", nums(bounds))
	for i := 0; i < 61; i++ {
		if i == resetAt {
			counts = make([]float64, len(bounds)+1)
			sum = 0
		}
		for n := r.Intn(20); n > 0; n-- {
			v := math.Exp(r.NormFloat64()*1.5 - 3)
			sum += v
			counts[sort.SearchFloat64s(bounds, v)]++
		}
		at := start + int64(i)*15_000
		total := 0.0
		for b, c := range counts {
			total += c
			le := "+Inf"
			if b < len(bounds) {
				le = num(bounds[b])
			}
			_, err := w.app.Append(0, w.set(name+"_bucket", pairs, "le", le), at, total)
			check(w.t, err)
		}
		_, err := w.app.Append(0, w.set(name+"_count", pairs), at, total)
		check(w.t, err)
		_, err = w.app.Append(0, w.set(name+"_sum", pairs), at, sum)
		check(w.t, err)
		h := &histogram.FloatHistogram{
			Schema: histogram.CustomBucketsSchema, Count: total, Sum: sum, CustomValues: bounds,
			PositiveSpans:   []histogram.Span{{Offset: 0, Length: uint32(len(counts))}},
			PositiveBuckets: append([]float64{}, counts...),
		}
		_, err = w.app.AppendHistogram(0, w.set(name, pairs), at, nil, h)
		check(w.t, err)
		fmt.Fprintf(w.out, " %d:%s:%s:%s", at, num(total), num(sum), nums(counts))
	}
	fmt.Fprintln(w.out)
}

func (w *writer) exponential(name string, pairs []pair, r *rand.Rand, scale int32, signs bool, resetAt int) {
	const buckets = 24
	offset := int32(-8)
	up, down := make([]float64, buckets), make([]float64, buckets)
	zeros, sum := 0.0, 0.0
	w.head("exponential", name, pairs)
	for i := 0; i < 61; i++ {
		if i == resetAt {
			up, down, zeros, sum = make([]float64, buckets), make([]float64, buckets), 0, 0
		}
		for n := r.Intn(15); n > 0; n-- {
			at := r.Intn(buckets)
			switch {
			case r.Intn(10) == 0:
				zeros++
			case signs && r.Intn(3) == 0:
				down[at]++
				sum--
			default:
				up[at]++
				sum += 1.5
			}
		}
		total := zeros
		for b := range up {
			total += up[b] + down[b]
		}
		at := start + int64(i)*15_000
		h := &histogram.FloatHistogram{
			Schema: scale, ZeroThreshold: 0.001, ZeroCount: zeros, Count: total, Sum: sum,
			PositiveSpans:   []histogram.Span{{Offset: offset + 1, Length: buckets}},
			PositiveBuckets: append([]float64{}, up...),
		}
		if signs {
			h.NegativeSpans = []histogram.Span{{Offset: offset + 1, Length: buckets}}
			h.NegativeBuckets = append([]float64{}, down...)
		}
		_, err := w.app.AppendHistogram(0, w.set(name, pairs), at, nil, h)
		check(w.t, err)
		fmt.Fprintf(w.out, " %d:%s:%s:%d:%s:%s:%d:%s:%s", at, num(total), num(sum), scale, "0.001", num(zeros), offset, nums(up), nums(down))
	}
	fmt.Fprintln(w.out)
}

func (w *writer) data() {
	r := rand.New(rand.NewSource(20261130))
	counter := func(step, resetAt int) func(int) (float64, bool) {
		v := 0.0
		return func(i int) (float64, bool) {
			if i == resetAt {
				v = 0
			}
			v += float64(r.Intn(step))
			return v, true
		}
	}
	n := 0
	for _, service := range []string{"cart", "checkout"} {
		for _, route := range []string{"/a", "/b", "/a/c"} {
			n++
			pairs := []pair{{"service.name", service}, {"route", route}}
			w.numbers("sum", "requests", pairs, 15_000, 61, counter(40, 20+7*n))
			if n%2 == 1 {
				w.numbers("sum", "errors", append(pairs, pair{"code", "500"}), 15_000, 61, counter(4, -1))
			}
		}
		w.numbers("gauge", "info", []pair{{"service.name", service}, {"region", "eu-" + service}}, 15_000, 61,
			func(int) (float64, bool) { return 1, true })
		w.numbers("gauge", "temperature", []pair{{"service.name", service}}, 15_000, 61,
			func(int) (float64, bool) { return math.Round(r.NormFloat64()*1000) / 100, true })
		w.numbers("sum", "dotted.name", []pair{{"service.name", service}, {"http.route", "/x"}}, 30_000, 31, counter(9, -1))
	}
	w.numbers("sum", "gaps", []pair{{"service.name", "cart"}}, 15_000, 61, func(i int) (float64, bool) {
		return float64(100 + 3*i), i < 12 || i > 40 || i%7 == 0
	})
	w.numbers("sum", "stale", []pair{{"service.name", "cart"}}, 15_000, 61, func(i int) (float64, bool) {
		if i == 20 || i == 43 {
			return math.Float64frombits(value.StaleNaN), true
		}
		return float64(5 * i), i < 20 || i > 24
	})
	w.explicit("latency", []pair{{"service.name", "cart"}, {"route", "/a"}}, r, 31)
	w.explicit("latency", []pair{{"service.name", "checkout"}, {"route", "/a"}}, r, -1)
	w.exponential("sizes", []pair{{"service.name", "cart"}, {"route", "/a"}}, r, 2, false, 37)
	w.exponential("sizes", []pair{{"service.name", "checkout"}, {"route", "/a"}}, r, 1, true, -1)
	w.exponential("sizes", []pair{{"service.name", "checkout"}, {"route", "/b"}}, r, 3, false, -1)
}

func key(set labels.Labels) string {
	var all []string
	set.Range(func(l labels.Label) { all = append(all, l.Name+"="+l.Value) })
	return strings.Join(all, ",")
}

func (w *writer) result(res *promql.Result) {
	if res.Err != nil {
		fmt.Fprintf(w.out, "error\n")
		return
	}
	point := func(set labels.Labels, t int64, v float64) {
		fmt.Fprintf(w.out, "value\t%s\t%d\t%s\n", key(set), t, num(v))
	}
	switch v := res.Value.(type) {
	case promql.Scalar:
		point(labels.EmptyLabels(), v.T, v.V)
	case promql.Vector:
		for _, s := range v {
			if s.H == nil {
				point(s.Metric, s.T, s.F)
			}
		}
	case promql.Matrix:
		for _, s := range v {
			for _, f := range s.Floats {
				point(s.Metric, f.T, f.F)
			}
		}
	}
}

func TestWrite(t *testing.T) {
	if flag.NArg() != 1 {
		t.Skip("names no file to write")
	}
	file, err := os.Create(flag.Arg(0))
	check(t, err)
	defer file.Close()
	store := teststorage.New(t)
	defer store.Close()
	w := &writer{app: store.Appender(context.Background()), out: bufio.NewWriter(file), t: t}
	w.data()
	check(t, w.app.Commit())
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 1e7, Timeout: time.Minute, EnableNegativeOffset: true})
	for _, at := range []int64{start + 895_000, start + 600_000, start + 452_500} {
		for _, text := range instants {
			fmt.Fprintf(w.out, "instant\t%d\t%s\n", at, text)
			q, err := engine.NewInstantQuery(context.Background(), store, nil, text, time.UnixMilli(at))
			if err != nil {
				fmt.Fprintln(w.out, "error")
				continue
			}
			w.result(q.Exec(context.Background()))
		}
	}
	for _, text := range ranges {
		fmt.Fprintf(w.out, "range\t%d\t%d\t%d\t%s\n", start, start+1_200_000, 70_000, text)
		q, err := engine.NewRangeQuery(context.Background(), store, nil, text,
			time.UnixMilli(start), time.UnixMilli(start+1_200_000), 70*time.Second)
		check(t, err)
		w.result(q.Exec(context.Background()))
	}
	check(t, w.out.Flush())
}
