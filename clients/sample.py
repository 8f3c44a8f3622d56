"""What the clients are asked to do: the store made ready, a case for every reading tool, and what the other channels answer."""

import itertools

WORDS = "10 ud 8422680054258 Bisagra Cazoleta Mango"
SKU, OTHER = "106093", "100013"


def prepare(horme, quotations):
    """Fills the store by command line; answers the names that the cases use. `quotations`: how many there are; the first and
    the last stay as they are, the others wait to be sent."""
    do = horme.command_line
    do("load_samples", {})
    do("save_customer", {"customer": "harbour", "name": "Harbour Works", "domains": ["harbour.example"]})
    do("set_synonym", {"word": "allen key", "means": ["hex key"]})
    for number in range(1, 4):
        do("save_part_number", {"customer": "harbour", "part_number": f"HW-{number}", "sku": SKU})
    upload = do("create_upload", {"name": "stock.csv", "text": f"sku,quantity\n{SKU},5\n"})["id"]
    table = f"id,name,sku,component_sku,quantity,price,currency,number\nx-1,Test,{SKU},{OTHER},1,4.69,EUR,OLD-1\n"
    quoted = [do("create_quotation", {"text": WORDS, "customer": "harbour"}) for _ in range(quotations)]
    return {
        "upload": upload,
        "table": do("create_upload", {"name": "table.csv", "text": table})["id"],
        "truth": do("create_upload", {"name": "truth.csv", "text": f"line_id,sku\n1,{SKU}\n"})["id"],
        "queries": do("create_upload", {"name": "queries.csv", "text": "query_id,query\n1,tornillo M8x50\n"})["id"],
        "judgements": do("create_upload", {"name": "judgements.csv", "text": f"query_id,sku,gain\n1,{SKU},1\n"})["id"],
        "import": do("import_stock", {"files": [upload]})["import"],
        "rfq": quoted[0]["rfq"],
        "example": do("list_examples", {})["examples"][0]["id"],
        "numbers": [quotation["number"] for quotation in quoted],
        "operations": [operation["name"] for operation in horme.operations()],
    }


def cases(names):
    """Arguments for every tool that only reads. A tool without a case is a failed check."""
    number = names["numbers"][0]
    return [
        ("get_upload", {"upload": names["upload"]}),
        ("get_seller", {}),
        ("get_customer", {"customer": "harbour"}),
        ("get_customer", {"customer": "nobody"}),
        ("list_customers", {"limit": 5}),
        ("list_part_numbers", {"customer": "harbour"}),
        ("list_products", {"limit": 3}),
        ("get_product", {"sku": SKU}),
        ("get_product", {"sku": "no/such sku"}),
        ("list_specifications", {"sku": SKU}),
        ("list_prices", {"sku": SKU}),
        ("list_stock", {"sku": SKU}),
        ("list_categories", {"limit": 5}),
        ("list_brands", {"limit": 5}),
        ("list_brands", {"limit": 100_000}),
        ("get_import", {"import": names["import"]}),
        ("search_products", {"query": "tornillo M8x50", "limit": 3, "explain": True}),
        ("search_products", {"query": "tornillo", "facets": ["brand", "price"], "sort": "price", "price_min": "0.05", "limit": 3}),
        ("search_products", {"query": "allen key", "attributes": ["length between 40"], "limit": 3}),
        ("search_products", {"limit": 3}),
        ("suggest_products", {"query": "tornillo he", "limit": 5}),
        ("list_synonyms", {"limit": 5}),
        ("match_lines", {"lines": [{"line_id": "1", "text": WORDS}, {"line_id": "2", "text": "birthday cake"}], "top": 2}),
        ("evaluate_matching", {"lines": [{"line_id": "1", "text": WORDS}], "truth": names["truth"]}),
        ("evaluate_search", {"queries": names["queries"], "judgements": names["judgements"]}),
        # Refused, for the whole of it takes a client's patience.
        ("evaluate_language", {"articles": 100_000}),
        ("explain_text", {"text": WORDS}),
        ("list_rfqs", {"limit": 5}),
        ("get_rfq", {"rfq": names["rfq"]}),
        ("evaluate_intake", {"documents": 3, "seed": 7}),
        ("evaluate_sizes", {"lines": 6, "products": 300}),
        ("list_quotations", {"limit": 1}),
        ("get_quotation", {"number": number}),
        ("list_samples", {}),
        ("list_examples", {"limit": 2}),
        ("get_example", {"example": names["example"]}),
        ("get_matching_calibration", {}),
        ("verify_data", {}),
    ]


def writes(names):
    """Arguments for the tools that write but destroy nothing."""
    files = {"files": [names["table"]], "dry_run": True}
    imports = [(tool, files) for tool in names["operations"] if tool.startswith("import_")]
    return [("create_upload", {"name": "a.txt", "text": WORDS}), ("create_rfq", {"text": WORDS}), ("create_quotation", {"text": WORDS}), *imports]


READS = {
    "seller://settings": ("get_seller", {}),
    f"product://{SKU}": ("get_product", {"sku": SKU}),
    "quote://{number}": ("get_quotation", ("number",)),
    "rfq://{rfq}": ("get_rfq", ("rfq",)),
}
"""Addresses to read, each with the operation whose answer it is."""


def steps(horme, names):
    """The steps of every client but for the confirmation, with what the answers must be."""
    known = {"number": names["numbers"][0], "rfq": names["rfq"]}
    asked = [{"do": "call", "tool": tool, "arguments": arguments, "want": horme.over_http(tool, arguments)} for tool, arguments in cases(names)]
    for uri, (tool, arguments) in READS.items():
        arguments = arguments if isinstance(arguments, dict) else {name: known[name] for name in arguments}
        asked.append({"do": "read", "uri": uri.format(**known), "want": horme.over_http(tool, arguments)})
    walked = list(pages(horme, "list_part_numbers", {"customer": "harbour", "limit": 1}, "part_numbers"))
    asked.append({"do": "walk", "tool": "list_part_numbers", "arguments": {"customer": "harbour", "limit": 1}, "rows": "part_numbers", "want": walked})
    asked += [
        {"do": "tools", "want": sorted(names["operations"])},
        {"do": "resources"},
        {"do": "prompts"},
        {"do": "prompt", "name": "review_quotation", "arguments": {"number": known["number"]}},
        {"do": "complete", "template": "quote://{number}", "argument": "number", "typed": "q-20", "want": names["numbers"][::-1]},
    ]
    return [{"id": f"{index} {step['do']} {step.get('tool') or step.get('uri') or ''}".strip(), **step} for index, step in enumerate(asked)]


def pages(horme, operation, arguments, rows):
    cursor = None
    for _ in itertools.count():
        answer = horme.over_http(operation, arguments | ({"cursor": cursor} if cursor else {}))
        yield from answer[rows]
        cursor = answer["next_cursor"]
        if not cursor:
            return
