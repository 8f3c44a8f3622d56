"""Horme's own side: the engine in one process through its example, and the program itself over its command line and HTTP."""

import csv
import http.client
import json
import re
import shutil
import signal
import statistics
import subprocess
import time

from measure import peak_kb, run, run_json, say

SETS = ("abt-buy", "amazon-google")


def generate(example, folder, products, queries):
    """Catalogue, query log and index in the folder; what building took."""
    folder.mkdir(parents=True, exist_ok=True)
    built, _, _ = run_json([example, str(products), str(queries), str(folder)])
    return built


def searched(example, folder, runs):
    """Figures of a process that reads the index and searches, the median of several such processes."""
    seen = [run_json([example, str(folder)])[0] for _ in range(runs)]
    middle = lambda *path: statistics.median(pick(one, path) for one in seen)
    return {
        "read_ms": middle("read_ms"),
        "ready_ms": middle("ready_ms"),
        "p50_ms": middle("search", "p50_us") / 1e3,
        "p99_ms": middle("search", "p99_us") / 1e3,
        "line_p50_ms": middle("match", "p50_us") / 1e3,
        "line_p99_ms": middle("match", "p99_us") / 1e3,
        "line_mean_ms": middle("match", "mean_us") / 1e3,
        "found": [flag == "1" for flag in seen[0]["target_in_first_10"]],
        "queries": seen[0]["queries"],
        "by_kind": {kind: middle("search_by_kind", kind, "p50_us") / 1e3 for kind in seen[0]["search_by_kind"]},
        "peak_kb": middle("peak_rss_kb"),
        "runs": runs,
    }


def pick(value, path):
    for key in path:
        value = value[key]
    return value


class Store:
    """A data directory of the program, with a seller, that is thrown away."""

    def __init__(self, horme, folder):
        self.horme, self.folder = horme, folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.call("seller", "set", "--name", "Benchmark", "--currency", "USD", "--tax-label", "Tax", "--tax-rate", "0",
                  "--price-basis", "excluded", "--time-zone", "UTC")  # fmt: skip

    def command(self, *arguments):
        return [str(self.horme), "--data-dir", str(self.folder), "-q", "--format", "json", *map(str, arguments)]

    def call(self, *arguments):
        output, seconds, peak = run(self.command(*arguments))
        return (json.loads(output) if output.strip() else None), seconds, peak

    def import_catalogue(self, file):
        return self.call("import", "catalogue", file, "--set", "currency=USD", "--set", "tax_included=false")


def program(horme, folder, work, runs, seconds):
    """The program over a catalogue of the folder: import, index, an RFQ's lines, HTTP, one changed product."""
    say("import, first index")
    store = Store(horme, work / "store")
    measured = {}
    _, measured["import_s"], measured["import_peak_kb"] = store.import_catalogue(folder / "catalogue.csv")
    _, measured["first_search_s"], measured["first_search_peak_kb"] = store.call("search", "tornillo m8x50", "--limit", "1")
    again = [store.call("search", "tornillo m8x50", "--limit", "1") for _ in range(runs)]
    measured["ready_s"] = statistics.median(one[1] for one in again)
    measured["ready_peak_kb"] = statistics.median(one[2] for one in again)

    with open(folder / "queries.csv", encoding="utf-8", newline="") as file:
        log = list(csv.DictReader(file))
    lines = work / "lines.csv"
    with open(lines, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line_id", "text"])
        writer.writerows([row["query_id"], row["query"]] for row in log[:1_000])
    say("an RFQ of 1,000 lines")
    matched = [run([str(horme), "--data-dir", str(store.folder), "-q", "--format", "jsonl", "match", "--lines", str(lines)])
               for _ in range(runs)]  # fmt: skip
    measured["rfq_lines"] = min(1_000, len(log))
    measured["rfq_s"] = statistics.median(one[1] for one in matched)
    measured["rfq_peak_kb"] = statistics.median(one[2] for one in matched)
    with Server(horme, store, work) as server:
        measured["http"] = server.load(log, runs, seconds)
        measured["visible_ms"] = server.change(log, runs)
        measured["serve_peak_kb"] = peak_kb(server.process.pid)
    return measured


class Server:
    """`horme serve` in a process of its own."""

    def __init__(self, horme, store, work):
        self.store, self.work = store, work
        said = work / "serve.log"
        with open(said, "w", encoding="utf-8") as log:
            command = [str(horme), "--data-dir", str(store.folder), "serve", "--port", "0"]
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        token, deadline = store.folder / "token", time.monotonic() + 60
        while not (token.exists() and (found := re.search(r"http://127\.0\.0\.1:\d+", said.read_text(encoding="utf-8")))):
            if time.monotonic() > deadline or self.process.poll() is not None:
                self.process.kill()
                raise RuntimeError(f"horme serve does not listen: {said.read_text(encoding='utf-8')[-500:]}")
            time.sleep(0.05)
        self.url, self.token = found.group(), token.read_text().strip()
        self.connection = http.client.HTTPConnection(self.url.removeprefix("http://"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def post(self, path, body, content_type="application/json"):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": content_type}
        self.connection.request("POST", path, body, headers)
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if response.status >= 300:
            raise RuntimeError(f"{path}: {response.status} {answer}")
        return answer

    def search(self, query):
        return self.post("/api/search/products", json.dumps({"query": query, "limit": 10}))

    def load(self, log, runs, seconds):
        """wrk in a process of its own, one thread, 16 connections, over the whole log."""
        bodies = self.work / "bodies.jsonl"
        with open(bodies, "w", encoding="utf-8") as file:
            for row in log:
                facets = {"category": "Fasteners", "facets": ["brand", "category"]} if row["kind"] == "facets" else {}
                file.write(json.dumps({"query": row["query"], "limit": 10, **facets}) + "\n")
        self.search("warm tornilol")
        script = __file__.replace("ours.py", "searches.lua")
        seen = []
        for at in range(runs):
            say(f"HTTP, run {at + 1} of {runs}")
            command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-s", script, self.url + "/api/search/products", "--", self.token, str(bodies)]
            output, _, _ = run(command)
            seen.append(json.loads(output.split("RESULT ")[1].splitlines()[0]))
        # The server has let go of a connection that was silent for so long; the next call opens one.
        self.connection.close()
        middle = lambda key: statistics.median(one[key] for one in seen)
        return {
            "per_second": statistics.median(one["requests"] / one["seconds"] for one in seen),
            "p50_ms": middle("p50_ms"),
            "p99_ms": middle("p99_ms"),
            "refused": sum(one["refused"] for one in seen),
            "broken": sum(one["broken"] for one in seen),
        }

    def change(self, log, runs):
        """From the answer of the import of one changed product to the end of the first answer that shows it; and the import."""
        seen, imports = [], []
        for at in range(max(runs, 5)):
            sku, name = log[at]["target"], f"Zubehoer neuartig{'abcdefghij'[at % 10]} {at}"
            upload = self.post("/api/uploads?name=one.csv", f"sku,name\n{sku},{name}\n".encode(), "text/csv")
            started = time.perf_counter()
            self.post("/api/catalogue/imports", json.dumps({"files": [upload["id"]]}))
            acknowledged = time.perf_counter()
            while not any(result["sku"] == sku and result["name"] == name for result in self.search(name)["results"]):
                if time.perf_counter() - acknowledged > 30:
                    raise RuntimeError("a changed product is not found")
            seen.append((time.perf_counter() - acknowledged) * 1e3)
            imports.append((acknowledged - started) * 1e3)
        return {"median": statistics.median(seen), "most": max(seen), "import": statistics.median(imports)}
