"""Accuracy, by the program's own `eval` commands, and the page about it: docs/accuracy.md with the curves in docs/accuracy.svg."""

import report
from measure import dotted, say
from measure import estimate_text as estimate
from ours import SETS, Store

BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"
# The precision each set is asked for: a catalogue with a product for each line, and one that lacks a fifth of them.
WANTED = {"abt-buy": 0.98, "amazon-google": 0.95}
# One division into halves can be lucky: the share accepted swings by some hundredths.
HALVINGS = 12
LEGS = ("words", "letters", "codes", "sizes", "brand", "price", "synonyms", "names")
# The seed of the generated lines that figures are reported of; what it holds out is never looked at.
SIZES_SEED = 20_270_101
LANGUAGE_SEED = 20_261
WORST = 10


def measured(horme, data, work, quick):
    """What the eval commands answer: the public sets as shipped, taught by halves and with each part left out; sizes; languages."""
    answers = {"sets": {}}
    for name in SETS:
        say(f"line matching: {name}")
        store = Store(horme, work / f"store-{name}")
        store.import_catalogue(data / name / "catalogue.csv")
        ask = ("eval", "match", "--lines", data / name / "lines.csv", "--truth", data / name / "truth.csv")
        answers["sets"][name] = {
            "shipped": store.call(*ask, "--show-wrong", WORST)[0],
            "halves": store.call(*ask, "--halvings", 2 if quick else HALVINGS, "--wanted-precision", WANTED[name])[0],
            "without": {leg: store.call(*ask, "--without", leg)[0] for leg in LEGS},
        }
    store = Store(horme, work / "store-accuracy")
    say("sizes, packs and standards: half a minute for 20,000 lines")
    answers["sizes"] = store.call("eval", "sizes", "--seed", SIZES_SEED, *(("--lines", 1_000) if quick else ()))[0]
    say("Spanish articles asked for in English")
    store.call("sample", "load")
    answers["language"] = store.call("eval", "language", "--seed", LANGUAGE_SEED)[0]
    return answers


def write(results, out, page):
    report.write_page(out, page, (BEGIN, END), body(results), curves(results["eval"]["sets"]))


def body(results):
    facts, measured = results["facts"], results["eval"]
    lines = [
        f"Commit {facts['commit']}, {facts['date']}. {facts['machine']}. Intervals: 95 %, bootstrap over lines.",
        "",
    ]
    if facts["quick"]:
        lines += ["**A quick run: fewer generated lines.**", ""]
    lines += ["### Public sets", "", *sets(measured["sets"]), "", "![Stated confidence against the share that is right](accuracy.svg)", ""]
    lines += ["### What each part adds", "", *ablation(measured["sets"]), "", "### Sizes, packs, standards", "", *sizes(measured["sizes"]), ""]
    lines += ["### Spanish articles asked for in English", "", *language(measured["language"]), ""]
    for name, answers in measured["sets"].items():
        lines += [f"### The {WORST} worst errors on {name}", "", *worst(answers["shipped"]["wrong_lines"]), ""]
    return "\n".join(lines)


def sets(answers):
    head = ["set", "what decides", "R@1", "R@5", "accepted", "of those right", "wanted", "calibration error"]
    rows = []
    for name, of in answers.items():
        for label, quality in (("as shipped", of["shipped"]), ("taught by the other half of the lines", of["halves"])):
            rows.append([name, label, estimate(quality["recall_at_1"]), estimate(quality["recall_at_5"]),
                         dotted(quality["accepted"] / quality["lines"]), estimate(quality["accepted_precision"]),
                         dotted(quality["wanted_precision"]), dotted(quality["calibration_error"])])  # fmt: skip
        over = of["halves"]["over_halvings"]
        spread = lambda figure: f"{dotted(over[figure]['mean'])} ({dotted(over[figure]['least'])}–{dotted(over[figure]['most'])})"
        rows.append([name, f"the same, mean of {over['halvings']} divisions (least–most)", spread("recall_at_1"), "", spread("accepted_share"),
                     spread("accepted_precision"), dotted(of["halves"]["wanted_precision"]), spread("calibration_error")])  # fmt: skip
    return report.table(head, rows)


def ablation(answers):
    """R@1 as shipped, and the change when a part is left out."""
    rows = [["–", *(estimate(of["shipped"]["recall_at_1"]) for of in answers.values())]]
    for leg in LEGS:
        change = lambda of: of["without"][leg]["recall_at_1"]["mean"] - of["shipped"]["recall_at_1"]["mean"]
        rows.append([leg, *(f"{change(of):+.3f}" for of in answers.values())])
    rows.append(["what half of the lines teaches", *(f"{of['shipped']['recall_at_1']['mean'] - of['halves']['recall_at_1']['mean']:+.3f}" for of in answers.values())])
    return report.table(["left out", *answers], rows)


def sizes(quality):
    share = lambda of: f"{dotted(of['share'])} of {of['of']:,}"
    every = quality["all"]
    lines = [
        f"{quality['lines']:,} generated lines over {quality['products']:,} products, seed {quality['seed']}. R@1 {estimate(quality['recall_at_1'])}. "
        f"Accepted {every['accepted']['count']:,}, of another size {every['wrong_size']['count']} (at most {quality['wrong_size_at_most']:.2%}, "
        f"one-sided 95 %), of another kind {every['wrong_kind']['count']}. Not stocked and accepted all the same "
        f"{every['not_stocked_accepted']['count']} of {every['not_stocked_accepted']['of']:,}. Several fit, and the attribute in which they differ "
        f"is asked for: {share(every['ambiguous_asked'])}. Pack arithmetic right: {share(every['packs_right'])}. Asked for by another number of "
        f"the standard: found {share(every['equivalents_found'])}, difference told {share(every['equivalents_told'])}.",
        "",
    ]
    head = ["", "R@1", "accepted", "another size", "asked by name"]
    row = lambda of: [of["name"], share(of["right_first"]), share(of["accepted"]), str(of["wrong_size"]["count"]), share(of["ambiguous_asked"])]
    lines += ["By way of writing:", "", *report.table(head, map(row, quality["styles"])), "", "By family:", "", *report.table(head, map(row, quality["families"]))]
    return lines


def language(quality):
    rows = [
        [", ".join(one["without"]) or "–", *(estimate(one[how][recall]) for how in ("lines", "search") for recall in ("recall_at_1", "recall_at_5"))]
        for one in quality["measured"]
    ]
    lines = [f"{quality['questions']:,} articles of {quality['categories']:,} categories, asked for by the category's English name and a size or brand; seed {quality['seed']}.", ""]
    return lines + report.table(["left out", "as lines R@1", "R@5", "as searches R@1", "R@5"], rows)


def worst(wrong):
    cell = lambda text: " ".join((text or "–").replace("|", "\\|").split())[:110]
    rank = lambda line: "not among the first ten" if line["right_rank"] is None else f"{cell(line['right_name'])} (rank {line['right_rank']})"
    rows = [[cell(line["text"]), cell(line["name"]), "no product" if not line["right"] else rank(line), line["outcome"], dotted(line["confidence"])] for line in wrong]
    return report.table(["line", "came first", "right", "outcome", "confidence"], rows)


SIDE, LEFT, TOP = 360, 60, 50
COLOURS = ["#D55E00", "#0072B2"]


def curves(answers):
    """Share right against stated confidence; a dot's area is the share of the lines, the diagonal is what a true statement gives."""
    x = lambda share: LEFT + share * SIDE
    y = lambda share: TOP + (1 - share) * SIDE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 300} {SIDE + 110}" role="img" font-family="sans-serif" font-size="12">',
        "<title>Stated confidence against the share that is right</title>",
        f'<rect width="{SIDE + 300}" height="{SIDE + 110}" rx="8" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="14" font-weight="bold" fill="#222">Is a line right as often as its confidence says?</text>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts.append(f'<line x1="{x(0)}" x2="{x(1)}" y1="{y(share):.1f}" y2="{y(share):.1f}" stroke="#eee"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end" fill="#333">{share:g}</text>')
        parts.append(f'<text x="{x(share):.1f}" y="{TOP + SIDE + 18}" text-anchor="middle" fill="#333">{share:g}</text>')
    parts.append(f'<text x="{x(0.5)}" y="{TOP + SIDE + 40}" text-anchor="middle" fill="#333">stated confidence</text>')
    parts.append(f'<text transform="translate(18 {y(0.5)}) rotate(-90)" text-anchor="middle" fill="#333">share that is right</text>')
    at = 0
    for (name, of), colour in zip(answers.items(), COLOURS):
        for kind, label, dash in (("halves", "taught by halves", ""), ("shipped", "as shipped", ' stroke-dasharray="2 4"')):
            bins, lines = of[kind]["calibration"], of[kind]["lines"]
            path = " ".join(f"{x(bin['stated']):.1f},{y(bin['right']):.1f}" for bin in bins)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
            parts += [
                f'<circle cx="{x(bin["stated"]):.1f}" cy="{y(bin["right"]):.1f}" r="{2 + 14 * (bin["lines"] / lines) ** 0.5:.1f}" fill="{colour}" fill-opacity="{0.35 if dash else 0.7}"/>'
                for bin in bins
            ]
            legend = TOP + 20 + 22 * at
            parts.append(f'<line x1="{x(1) + 20}" x2="{x(1) + 50}" y1="{legend - 4}" y2="{legend - 4}" stroke="{colour}" stroke-width="2"{dash}/>')
            parts.append(f'<text x="{x(1) + 58}" y="{legend}" fill="#222">{name}, {label}</text>')
            at += 1
    return "\n".join([*parts, "</svg>", ""])
