"""Writes docs/benchmarks.md between its marks, and the chart."""

import math

from measure import estimate_text, share_text
from peers import PEERS

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"


def write(results, out, page):
    write_page(out, page, (BEGIN, END), body(results), chart(results))


def write_page(out, page, marks, body, picture):
    """The page with the body between its marks, and the picture of the same name beside it."""
    begin, end = marks
    out.mkdir(parents=True, exist_ok=True)
    before, rest = page.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    (out / page.name).write_text(f"{before}{begin}\n{body}{end}{after}", encoding="utf-8")
    (out / page.name).with_suffix(".svg").write_text(picture, encoding="utf-8")


def body(results):
    facts, loads = results["facts"], results["loads"]
    lines = [
        f"Commit {facts['commit']}, {facts['date']}. {facts['machine']}, Python {facts['python']}. "
        f"Processes ready to run during the job: {min(loads):.1f} to {max(loads):.1f}"
        + (", so other work shared the machine and times are too long." if max(loads) > 3 else "."),
        "",
    ]
    if facts["quick"]:
        lines += ["**A quick run: small data, single runs. These figures only show that everything works.**", ""]
    lines += ["### Targets", "", *targets(results), "", "### Search beside other engines", "", *speed(results)]
    lines += ["", "![Time of a search by size of the catalogue](benchmarks.svg)", ""]
    lines += ["### Line matching beside other engines", "", *matching(results), "", "### How each was set up", "", *configurations(results), ""]
    return "\n".join(lines)


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |", *("| " + " | ".join(row) + " |" for row in rows)]


def megabytes(kilobytes):
    return f"{kilobytes / 1024:,.0f} MB"


def ms(value):
    return f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"


def targets(results):
    size = str(results["main_size"])
    biggest = str(results["sizes"][-1])
    own, far, program = results["ours"][size], results["ours"][biggest], results["program"]
    built, changed, http = results["built"][size], program["visible_ms"], program["http"]
    number = lambda text: f"{int(text):,}"
    judged = lambda must, aim: "aim reached" if aim else "reached" if must else "missed"

    def row(what, must, aim, shown, must_held, aim_held, memory):
        return [what, must, aim, shown, judged(must_held, aim_held), memory]

    rows = [
        row(f"RFQ of {number(program['rfq_lines'])} lines, {number(size)} products, one new process, no model", "1 s", "0.5 s",
            f"{program['rfq_s']:.2f} s", program["rfq_s"] <= 1, program["rfq_s"] <= 0.5, megabytes(program["rfq_peak_kb"])),
        row(f"search, {number(size)} products, in process, p50 / p99", "0.3 / 3 ms", "0.1 / 1 ms",
            f"{ms(own['p50_ms'])} / {ms(own['p99_ms'])}", own["p50_ms"] <= 0.3 and own["p99_ms"] <= 3,
            own["p50_ms"] <= 0.1 and own["p99_ms"] <= 1, megabytes(own["peak_kb"])),
        row(f"search, {number(biggest)} products, in process, p99", "15 ms", "5 ms", f"p50 {ms(far['p50_ms'])}, p99 {ms(far['p99_ms'])}",
            far["p99_ms"] <= 15, far["p99_ms"] <= 5, megabytes(far["peak_kb"])),
        row(f"stored index of {number(biggest)} products ready, first search included", "3 s", "–", f"{far['ready_ms'] / 1e3:.2f} s",
            far["ready_ms"] <= 3_000, False, megabytes(far["peak_kb"])),
        row(f"search over HTTP from a second process, {number(size)} products", "4,000/s, p99 10 ms", "8,000/s, p99 5 ms",
            f"{http['per_second']:,.0f}/s, p50 {ms(http['p50_ms'])}, p99 {ms(http['p99_ms'])}", http["per_second"] >= 4_000 and http["p99_ms"] <= 10,
            http["per_second"] >= 8_000 and http["p99_ms"] <= 5, megabytes(program["serve_peak_kb"])),
        row(f"index of {number(size)} products built", "4 s", "2 s", f"{built['build_ms'] / 1e3:.2f} s", built["build_ms"] <= 4_000,
            built["build_ms"] <= 2_000, megabytes(built["build_peak_rss_kb"])),
        row("one changed product, from its import's answer to the first search that shows it", "200 ms", "50 ms",
            f"{ms(changed['median'])}, at most {ms(changed['most'])}", changed["median"] <= 200, changed["median"] <= 50,
            megabytes(program["serve_peak_kb"])),
    ]  # fmt: skip
    notes = [
        "",
        f"Beside these: {number(size)} products imported in {program['import_s']:.1f} s ({megabytes(program['import_peak_kb'])}); the first search "
        f"after it, index built and stored, {program['first_search_s']:.1f} s ({megabytes(program['first_search_peak_kb'])}); a search by a new "
        f"process {program['ready_s']:.2f} s ({megabytes(program['ready_peak_kb'])}). Line matching's search takes {ms(own['line_p50_ms'])} "
        f"(p50) and {ms(own['line_p99_ms'])} (p99). The import of one product was answered in {ms(changed['import'])}. "
        f"The stored index of {number(biggest)} products is {results['built'][biggest]['stored_bytes'] / 1e6:,.0f} MB. "
        f"HTTP answers that were no success: {http['refused']}, broken connections: {http['broken']}.",
        "",
        "By kind of query, p50: " + ", ".join(f"{kind} {ms(value)}" for kind, value in own["by_kind"].items()) + ".",
    ]
    return table(["work", "must", "aim", "figure", "", "peak memory"], rows) + notes


def times(their, our):
    return f"{their / our:,.0f}" if their >= 10 * our else f"{their / our:.1f}"


def share_found(flags):
    return f"{sum(flags) / len(flags):.3f}"


def measured_at(results, peer, size):
    return results["peers"].get(peer, {}).get("speed", {}).get(str(size), {})


def speed(results):
    head = ["products", "engine", "p50", "p99", "p50 ÷ ours", "p99 ÷ ours", "product in the first ten (ours, same queries)", "index built", "peak memory", "queries"]
    rows = []
    for size in results["sizes"]:
        own, built = results["ours"][str(size)], results["built"][str(size)]
        rows.append([f"{size:,}", "**Horme**", ms(own["p50_ms"]), ms(own["p99_ms"]), "1", "1", share_found(own["found"]), f"{built['build_ms'] / 1e3:.1f} s",
                     megabytes(own["peak_kb"]), f"{own['queries']:,} × 5 × {own['runs']}"])  # fmt: skip
        for peer in PEERS:
            seen = measured_at(results, peer.NAME, size)
            if "p50_ms" in seen:
                rows.append([f"{size:,}", f"{peer.NAME} {seen['version']}", ms(seen["p50_ms"]), ms(seen["p99_ms"]),
                             times(seen["p50_ms"], own["p50_ms"]), times(seen["p99_ms"], own["p99_ms"]), f"{seen['found']:.3f} ({share_found(own['found'][: seen['queries']])})",
                             f"{seen['build_s']:.1f} s", megabytes(seen["peak_kb"]), f"{seen['queries']:,} × {seen['rounds']}"])  # fmt: skip
            elif "failed" in seen:
                rows.append([f"{size:,}", peer.NAME, f"failed: {seen['failed']}", *[""] * 7])
    return table(head, rows)


def matching(results):
    head = ["set, lines", "engine", "R@1 (95 %)", "R@5 (95 %)", "R@1 − ours", "reads"]
    rows = []
    for name, own in results["eval"]["sets"].items():
        for label, kind in (("**Horme**, as shipped", "shipped"), ("**Horme**, taught by the other half of the lines", "halves")):
            one, five = own[kind]["recall_at_1"], own[kind]["recall_at_5"]
            difference = "" if kind == "shipped" else f"{one['mean'] - own['shipped']['recall_at_1']['mean']:+.3f}"
            rows.append([f"{name}, {own[kind]['matchable']:,}", label, estimate_text(one), estimate_text(five), difference, "all columns"])
        for peer in PEERS:
            seen = results["peers"].get(peer.NAME, {}).get("accuracy", {}).get(name, {})
            if "first" in seen:
                rows.append([f"{name}, {seen['lines']:,}", f"{peer.NAME} {seen['version']}", share_text(seen["first"]), share_text(seen["five"]),
                             f"{seen['first'][0] - own['shipped']['recall_at_1']['mean']:+.3f}", seen["fields"]])  # fmt: skip
    return table(head, rows)


def configurations(results):
    rows = [[peer.NAME, peer.CONFIGURATION] for peer in PEERS if peer.NAME in results["peers"]]
    return table(["engine", "set up"], rows)


WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 440, 70, 190, 40, 60
# Okabe and Ito's colours and one more, which people who see fewer colours tell apart, on a card that is light in both modes.
COLOURS = ["#D55E00", "#0072B2", "#56B4E9", "#009E73", "#CC79A7", "#8A6D00", "#5F5F5F", "#000000", "#882255"]


def chart(results):
    """p50 of a search against the number of products, both axes logarithmic."""
    series = {"Horme": [(size, results["ours"][str(size)]["p50_ms"]) for size in results["sizes"]]}
    for peer in PEERS:
        points = [(size, measured_at(results, peer.NAME, size).get("p50_ms")) for size in results["sizes"]]
        points = [(size, value) for size, value in points if value]
        if points:
            series[peer.NAME] = points
    values = [value for points in series.values() for _, value in points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    sizes = results["sizes"]
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    x = lambda size: LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)
    y = lambda value: TOP + (high - math.log10(value)) / (high - low) * (HEIGHT - TOP - BOTTOM)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
        "<title>Time of a search by size of the catalogue</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="14" font-weight="bold" fill="#222">Median time of a search (lower is better)</text>',
    ]
    for power in range(low, high + 1):
        label = f"{10.0**power:g} ms"
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(10.0**power):.1f}" y2="{y(10.0**power):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(10.0**power) + 4:.1f}" text-anchor="end" fill="#333">{label}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#333">{size:,}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 14}" text-anchor="middle" fill="#333">products in the catalogue</text>')
    parts.append(f'<text transform="translate(16 {HEIGHT / 2:.0f}) rotate(-90)" text-anchor="middle" fill="#333">milliseconds, p50</text>')
    # Names beside the lines' ends, pushed apart where they would meet.
    ends = sorted((y(points[-1][1]), name) for name, points in series.items())
    labels, lowest = {}, -math.inf
    for at, name in ends:
        lowest = max(at, lowest + 15)
        labels[name] = lowest
    for (name, points), colour in zip(series.items(), COLOURS):
        width = 3 if name == "Horme" else 1.6
        path = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="{width + 1.5}" fill="{colour}"/>' for size, value in points]
        weight = ' font-weight="bold"' if name == "Horme" else ""
        parts.append(f'<text x="{WIDTH - RIGHT + 14}" y="{labels[name] + 4:.1f}" fill="{colour}"{weight}>{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
