#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same mail by Jinja2: mails a second on one core. bench_liquid.py FOLDER COUNT"""
import json
import re
import sys
import time

import jinja2

folder, count = sys.argv[1], int(sys.argv[2])
text = open(f"{folder}/mail.liquid", encoding="utf-8").read()
# The few words that differ between the two languages.
text = re.sub(r"\| default: '([^']*)'", r"| default('\1')", text)
text = re.sub(r"\| truncate: (\d+)", r"| truncate(\1, True)", text).replace("| upcase", "| upper")
environment = jinja2.Environment(autoescape=True)
environment.filters["money"] = lambda value: f"${float(value):.2f}"
template = environment.from_string(text)
products = [{"title": f"Merino hat & scarf {i}", "url": f"https://shop.example/p/{i}", "image": f"https://shop.example/i/{i}.png",
             "price": 12.5 + i, "compare_at_price": 19.95} for i in range(8)]
lines = [{"title": "A rather long name of a thing", "quantity": i + 1} for i in range(5)]
start = time.perf_counter()
size = 0
for i in range(count):
    size += len(template.render(customer={"first_name": f"Ada{i}", "vip": i % 2 == 0, "points": i % 300, "city": "Leeds"},
                                products=products, lines=lines, unsubscribe_url="https://shop.example/u/abc"))
seconds = time.perf_counter() - start
print(json.dumps({"engine": "Jinja2", "per_second": count / seconds, "bytes": size / count}))
