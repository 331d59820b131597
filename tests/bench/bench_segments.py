#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The 18 rules of a generated shop in SQL, for bench_segments.sh.

bench_segments.py sql AS_OF_MS               the queries as JSON, by name
bench_segments.py sqlite DB AS_OF_MS         milliseconds each in SQLite, with covering indexes, as JSON
"""
import json
import sqlite3
import sys
import time

DAY = 86_400_000
KINDS = ["signup", "product_view", "category_view", "search", "cart_add", "cart_remove", "checkout_start",
         "wishlist_add", "email_sent", "email_delivered", "email_open", "email_click", "email_bounce",
         "email_complaint", "unsubscribe", "coupon_received", "coupon_used", "points_change", "return_request",
         "refund", "support_ticket", "review"]


def queries(now):
    ago = lambda days: now - days * DAY

    def did(kind, days=None, least=1):
        when = "" if days is None else f" AND happened >= {ago(days)}"
        having = "" if least == 1 else f" GROUP BY customer HAVING count(*) >= {least}"
        unique = "DISTINCT " if least == 1 else ""
        return f"SELECT {unique}customer FROM event WHERE kind = {KINDS.index(kind) + 1} AND happened < {now}{when}{having}"

    def bought(days, least=1):
        having = "" if least == 1 else f" GROUP BY customer HAVING count(*) >= {least}"
        unique = "DISTINCT " if least == 1 else ""
        return f"SELECT {unique}customer FROM orders WHERE happened >= {ago(days)} AND happened < {now}{having}"

    part = lambda query: f"SELECT customer FROM ({query})"
    both = lambda *parts: " INTERSECT ".join(map(part, parts))
    some = lambda *parts: " UNION ".join(map(part, parts))
    but = lambda one, other: f"{part(one)} EXCEPT {part(other)}"
    mean = "(sum(total) - sum(total) % count(*)) / count(*)"
    points = f"SELECT customer FROM event WHERE kind = {KINDS.index('points_change') + 1} AND happened < {now} " \
             "GROUP BY customer HAVING sum(value) >= 5000"
    consent = "SELECT id AS customer FROM customer WHERE agreed = 1"
    q = {}
    q["s01"] = both(bought(30, 2),
                    f"WITH a AS (SELECT customer, {mean} AS m FROM orders WHERE happened < {now} GROUP BY customer), "
                    "o AS (SELECT m, row_number() OVER (ORDER BY m DESC) AS place, count(*) OVER () AS n FROM a) "
                    "SELECT customer FROM a WHERE m >= (SELECT m FROM o WHERE place = (n * 3 - (n * 3) % 10) / 10)")
    active = ["product_view", "cart_add", "cart_remove", "wishlist_add", "email_open", "email_click", "coupon_used",
              "support_ticket"]
    kinds = ", ".join(str(KINDS.index(kind) + 1) for kind in active)
    q["s02"] = but(bought(90), some(bought(60), f"SELECT DISTINCT customer FROM event WHERE kind IN ({kinds}) AND "
                                                f"happened >= {ago(60)} AND happened < {now}"))
    q["s03"] = but(both(did("product_view", 14, 5), did("cart_add", 14)), bought(14))
    q["s04"] = "SELECT DISTINCT o.customer FROM orders o JOIN event e ON e.customer = o.customer AND e.kind = " \
               f"{KINDS.index('coupon_received') + 1} AND o.happened > e.happened AND o.happened <= e.happened + 172800000 WHERE o.happened < {now}"
    q["s05"] = but(points, bought(30))
    q["s06"] = f"SELECT c.customer FROM (SELECT customer, max(happened) AS last FROM event WHERE kind = " \
               f"{KINDS.index('cart_add') + 1} AND happened < {now} GROUP BY customer) c LEFT JOIN (SELECT customer, max(happened) " \
               f"AS bought FROM orders WHERE happened < {now} GROUP BY customer) o ON o.customer = c.customer WHERE c.last >= " \
               f"{ago(7)} AND (o.bought IS NULL OR o.bought < c.last)"
    q["s07"] = f"SELECT customer FROM orders WHERE happened < {now} GROUP BY customer HAVING count(*) >= 5 AND " \
               f"sum(total - refunded) >= 100000 AND max(happened) >= {ago(180)}"
    q["s08"] = f"SELECT customer FROM orders WHERE happened < {now} GROUP BY customer HAVING count(*) = 1 AND max(happened) < {ago(30)}"
    q["s09"] = f"SELECT customer FROM orders WHERE happened < {now} GROUP BY customer HAVING max(happened) >= {ago(90)} AND " \
               f"max(happened) < {ago(60)}"
    q["s10"] = "SELECT customer FROM items GROUP BY customer HAVING sum(CASE WHEN category = 'Sneakers' THEN quantity " \
               "ELSE 0 END) >= 3 AND 2 * sum(CASE WHEN category = 'Sneakers' THEN quantity ELSE 0 END) >= sum(quantity)"
    q["s11"] = did("refund", 30)
    q["s12"] = but(did("email_sent", 365, 5), did("email_open"))
    q["n1"] = but(some(q["s01"], q["s07"]), q["s11"])
    q["n2"] = both(some(q["s03"], q["s06"]), q["s04"], consent)
    q["n3"] = but(both(some(q["s02"], q["s09"]), some(q["s07"], points)), q["s12"])
    q["n4"] = some(both(q["s08"], q["s10"]), but(q["s09"], q["s04"]))
    q["n5"] = but(both(consent, did("product_view", 30, 3)), some(q["s11"], q["s12"], q["s02"]))
    american = "SELECT id AS customer FROM customer WHERE country = 'US'"
    q["n6"] = but(both(some(but(q["s07"], bought(30)), both(q["s01"], american)),
                       some(did("email_open", 90), did("email_click", 180))),
                  some(did("support_ticket", 14), q["s11"]))
    return {name: f"SELECT count(*) FROM ({query})" for name, query in q.items()}


def main():
    if sys.argv[1] == "sql":
        print(json.dumps(queries(int(sys.argv[2]))))
        return
    connection = sqlite3.connect(sys.argv[2])
    result = {"ms": {}, "members": {}}
    for name, sql in queries(int(sys.argv[3])).items():
        fastest = 1e9
        for _ in range(2):
            begin = time.perf_counter()
            members = connection.execute(sql).fetchone()[0]
            fastest = min(fastest, (time.perf_counter() - begin) * 1000)
        result["ms"][name] = fastest
        result["members"][name] = members
    print(json.dumps(result))


main()
