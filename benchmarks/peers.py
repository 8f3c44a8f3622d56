"""The other engines, each as well set up as its documentation and a few trials led to; `CONFIGURATION` says how.

A peer is made of rows (dicts with sku, name and further texts), and answers a text with SKUs, best first.
"""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import measure

FIELDS = ("name", "brand", "manufacturer", "manufacturer_part_number", "category", "description")
WORD = re.compile(r"[^\W_]+", re.UNICODE)


def text_of(row, fields=FIELDS):
    return " ".join(row[field] for field in fields if row.get(field))


def words_of(text):
    return list(dict.fromkeys(word.lower() for word in WORD.findall(text)))


class Tantivy:
    NAME = "tantivy"
    CONFIGURATION = "Python wheel, default tokenizer, one field of all texts, any of the words, BM25, written by one thread"
    BIGGEST = 1_000_000
    SLIPS = 0

    def __init__(self, rows):
        import tantivy

        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("sku", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", stored=False)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema)
        writer = self.index.writer(heap_size=500_000_000, num_threads=1)
        for row in rows:
            writer.add_document(tantivy.Document(sku=row["sku"], text=text_of(row)))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    @staticmethod
    def version():
        import importlib.metadata

        return importlib.metadata.version("tantivy")

    def term(self, word):
        query = self.tantivy.Query
        if self.SLIPS and len(word) >= 5 and word.isalpha():
            exact = query.boost_query(query.term_query(self.schema, "text", word), 2.0)
            near = query.fuzzy_term_query(self.schema, "text", word, distance=self.SLIPS, transposition_cost_one=True)
            return query.boolean_query([(self.tantivy.Occur.Should, exact), (self.tantivy.Occur.Should, near)])
        return query.term_query(self.schema, "text", word)

    def search(self, text, limit=10):
        words = words_of(text)
        if not words:
            return []
        query = self.tantivy.Query.boolean_query([(self.tantivy.Occur.Should, self.term(word)) for word in words])
        return [self.searcher.doc(address)["sku"][0] for _, address in self.searcher.search(query, limit, count=False).hits]


class TantivyForgiving(Tantivy):
    NAME = "tantivy, forgiving"
    CONFIGURATION = "as above, and words of five letters or more also with one slip (exact ones count twice)"
    BIGGEST = 100_000
    SLIPS = 1


class Fts5:
    NAME = "SQLite FTS5"
    CONFIGURATION = "unicode61 without diacritics, one column, any of the words, bm25(), optimized, in memory"
    BIGGEST = 1_000_000

    def __init__(self, rows):
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE VIRTUAL TABLE t USING fts5(sku UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')")
        self.database.executemany("INSERT INTO t VALUES (?, ?)", ((row["sku"], text_of(row)) for row in rows))
        self.database.execute("INSERT INTO t(t) VALUES ('optimize')")
        self.database.commit()

    @staticmethod
    def version():
        return sqlite3.sqlite_version

    def search(self, text, limit=10):
        words = words_of(text)
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        return [sku for (sku,) in self.database.execute("SELECT sku FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (query, limit))]


class Bm25s:
    NAME = "bm25s"
    CONFIGURATION = "Lucene's BM25 (k1 1.5, b 0.75), words as they stand, no stop words, numpy"
    BIGGEST = 1_000_000

    def __init__(self, rows):
        import bm25s

        self.bm25s = bm25s
        self.skus = [row["sku"] for row in rows]
        self.model = bm25s.BM25(method="lucene")
        self.model.index([words_of(text_of(row)) or ["-"] for row in rows], show_progress=False)

    @staticmethod
    def version():
        import importlib.metadata

        return importlib.metadata.version("bm25s")

    def search(self, text, limit=10):
        words = [word for word in words_of(text) if word in self.model.vocab_dict]
        if not words:
            return []
        found, scores = self.model.retrieve([words], k=min(limit, len(self.skus)), show_progress=False)
        return [self.skus[at] for at, score in zip(found[0], scores[0]) if score > 0]


class Triples:
    NAME = "scikit-learn TF-IDF"
    CONFIGURATION = "letter triples inside words (char_wb 3), sublinear counts, cosine by one sparse product"
    BIGGEST = 100_000

    def __init__(self, rows):
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.skus = [row["sku"] for row in rows]
        self.vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True, strip_accents="unicode")
        self.matrix = self.vectorizer.fit_transform([text_of(row) for row in rows]).T.tocsr()

    @staticmethod
    def version():
        import sklearn

        return sklearn.__version__

    def search(self, text, limit=10):
        import numpy

        scores = (self.vectorizer.transform([text]) @ self.matrix).toarray()[0]
        best = numpy.argpartition(-scores, min(limit, len(scores) - 1))[:limit]
        return [self.skus[at] for at in best[numpy.argsort(-scores[best], kind="stable")] if scores[at] > 0]


class RapidFuzz:
    NAME = "rapidfuzz"
    CONFIGURATION = "token_set_ratio against every product, texts folded once"
    BIGGEST = 100_000
    # It compares with every product, so few queries tell enough.
    QUERIES = 20

    def __init__(self, rows):
        from rapidfuzz import process, utils

        self.process, self.fold = process, utils.default_process
        self.skus = [row["sku"] for row in rows]
        self.texts = [self.fold(text_of(row)) for row in rows]

    @staticmethod
    def version():
        import rapidfuzz

        return rapidfuzz.__version__

    def search(self, text, limit=10):
        from rapidfuzz import fuzz

        found = self.process.extract(self.fold(text), self.texts, scorer=fuzz.token_set_ratio, limit=limit)
        return [self.skus[at] for _, score, at in found if score > 0]


class Postgres:
    """Spoken to through one long-lived psql, so that no driver's cost is counted but a pipe's."""

    NAME = "PostgreSQL"
    CONFIGURATION = (
        "full text ('simple', GIN, any of the words, ts_rank with length) over pg_trgm (GIN, word similarity) where no word is known; "
        "prepared statements over one psql"
    )
    BIGGEST = 100_000
    END = "\x1eend"

    def __init__(self, rows):
        root = Path(__file__).parent.parent
        self.script = root / "scripts" / "postgres"
        self.folder = tempfile.mkdtemp(prefix="horme-bench-")
        Path(self.folder).chmod(0o755)
        url = subprocess.run([self.script, "start", f"{self.folder}/cluster"], check=True, capture_output=True, text=True).stdout.strip()
        self.psql = subprocess.Popen(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", f"{url}/postgres"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.ask("CREATE EXTENSION pg_trgm; CREATE TABLE t (sku text, text text, words tsvector);")
        self.psql.stdin.write("COPY t (sku, text) FROM STDIN;\n")
        for row in rows:
            clean = lambda text: text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")
            self.psql.stdin.write(f"{clean(row['sku'])}\t{clean(text_of(row))}\n")
        self.psql.stdin.write("\\.\n")
        self.ask(
            "SET maintenance_work_mem = '512MB'; UPDATE t SET words = to_tsvector('simple', text);"
            "CREATE INDEX ON t USING gin (words); CREATE INDEX ON t USING gin (text gin_trgm_ops); VACUUM ANALYZE t;"
            "PREPARE words (tsquery, int) AS SELECT sku FROM t WHERE words @@ $1 ORDER BY ts_rank(words, $1, 1) DESC, sku LIMIT $2;"
            "PREPARE letters (text, int) AS SELECT sku FROM t WHERE $1 <% text ORDER BY word_similarity($1, text) DESC, sku LIMIT $2;"
        )

    @staticmethod
    def version():
        return re.search(r"[\d.]+", subprocess.run(["psql", "--version"], capture_output=True, text=True).stdout).group()

    def ask(self, statement):
        self.psql.stdin.write(f"{statement}\n\\echo {self.END}\n")
        self.psql.stdin.flush()
        lines = []
        for line in self.psql.stdout:
            if line.rstrip("\n") == self.END:
                return lines
            lines.append(line.rstrip("\n"))
        raise RuntimeError("psql ended")

    def search(self, text, limit=10):
        words = words_of(text)
        if not words:
            return []
        query = " | ".join(f"''{word}''" for word in words)
        found = self.ask(f"EXECUTE words('{query}', {limit});")
        return found or self.ask(f"EXECUTE letters('{' '.join(words)}', {limit});")

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()
        subprocess.run([self.script, "stop", f"{self.folder}/cluster"], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class SeekStorm:
    """A program around the library (`seekstorm/`), spoken to through a pipe; it takes the times itself, so that no pipe is in them."""

    NAME = "SeekStorm"
    CONFIGURATION = (
        "Rust library, index in memory, folded letters and digits, BM25F, pairs and triples of frequent words, any of the words, "
        "words of five letters or more corrected by one slip"
    )
    BIGGEST = 1_000_000
    PROGRAM = "benchmarks/seekstorm/release/seekstorm-peer"

    def __init__(self, rows):
        self.folder = tempfile.mkdtemp(prefix="horme-bench-")
        catalogue = Path(self.folder, "catalogue.csv")
        with open(catalogue, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["sku", "text"])
            writer.writerows((row["sku"], text_of(row)) for row in rows)
        command = [self.target / self.PROGRAM, catalogue, Path(self.folder, "index")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError("seekstorm-peer ended")

    @staticmethod
    def version():
        manifest = Path(__file__).parent / "seekstorm" / "Cargo.toml"
        return re.search(r'seekstorm = .*"=([\d.]+)"', manifest.read_text(encoding="utf-8")).group(1)

    def search(self, text, limit=10):
        self.process.stdin.write(" ".join(words_of(text)) + "\n")
        answer = json.loads(self.process.stdout.readline())
        self.seconds = answer["us"] / 1e6
        return answer["found"][:limit]

    def peak_kb(self):
        return measure.peak_kb(self.process.pid)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


PEERS = [Tantivy, TantivyForgiving, SeekStorm, Fts5, Bm25s, Postgres, Triples, RapidFuzz]
