# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the mail and the customers of bench_liquid.sh, and renders them with Jinja2.
bench_liquid.py make FOLDER COUNT | jinja FOLDER"""
import json
import pathlib
import sys
import time

FILLER = "s" * 420
CITIES = ["Leeds", "York", "Bath", "Zürich", "Nantes & Rezé"]
NAMES = ["Ada", "Grace", "Edsger", "", "Barbara", "Ken"]


def mail(jinja):
    """About 30 KB: a head, eight products, the lines of the last order, conditions, filters."""

    def out(value, *filters):
        for name, *arguments in filters:
            given = ", ".join(arguments)
            value += f" | {name}({given})" if jinja and given else f" | {name}: {given}" if given else f" | {name}"
        return "{{ " + value + " }}"

    otherwise = "elif" if jinja else "elsif"
    text = "<html><head><style>" + "c" * 6000 + "</style></head><body><p>Hello "
    text += out("customer.first_name", ("default", "'there'", *(["true"] if jinja else []))) + "</p>"
    text += "{% if customer.vip %}{% if customer.points > 100 and customer.city != 'Bath' %}<p>Come by in "
    text += out("customer.city") + "</p>{% endif %}{% " + otherwise + " customer.points > 50 %}<p>Nearly there</p>"
    text += "{% else %}<p>Join us</p>{% endif %}"
    text += '{% for product in products %}<table style="' + FILLER * 4 + '"><tr><td><a href="'
    text += out("product.url") + '"><img src="' + out("product.image") + '" alt="' + out("product.title") + '"></a><b>'
    text += out("product.title", ("upcase" if not jinja else "upper",)) + "</b> $" + out("product.price")
    text += "{% if product.was > product.cents %} <s>sale</s>{% endif %}</td></tr></table>{% endfor %}"
    text += "{% for line in customer.lines %}<p style=\"" + FILLER * 4 + '">' + out("line.quantity") + " x "
    text += out("line.title", ("truncate", "20", *(["true", "'...'", "0"] if jinja else []))) + "</p>{% endfor %}"
    return text + "f" * 4000 + '<a href="' + out("customer.unsubscribe_url") + '">Unsubscribe</a></body></html>'


def make(folder, count):
    (folder / "mail.liquid").write_text(mail(False))
    (folder / "mail.jinja").write_text(mail(True))
    products = [{"title": f"Merino hat & scarf {i}", "url": f"https://shop.example/p/{i}", "price": f"{12 + i}.50",
                 "image": f"https://shop.example/i/{i}.png", "cents": 1250 + 100 * i, "was": 1595} for i in range(8)]
    (folder / "shop.json").write_text(json.dumps({"products": products}))
    with open(folder / "customers.jsonl", "w") as file:
        for i in range(count):
            lines = [{"title": f"A rather long name of thing {i * 7 + k}", "quantity": k + 1} for k in range(2 + i % 3)]
            file.write(json.dumps({"first_name": NAMES[i % 6], "vip": i % 3 == 0, "points": i * 37 % 300,
                                   "city": CITIES[i % 5], "lines": lines,
                                   "unsubscribe_url": f"https://shop.example/u/{i}"}) + "\n")


def jinja(folder):
    import jinja2
    template = jinja2.Environment(autoescape=True).from_string((folder / "mail.jinja").read_text())
    products = json.loads((folder / "shop.json").read_text())["products"]
    customers = [json.loads(line) for line in open(folder / "customers.jsonl")]
    size = 0
    start = time.perf_counter()
    for customer in customers:
        text = template.render(customer=customer, products=products)
        size += len(text)
    seconds = time.perf_counter() - start
    (folder / "jinja.html").write_text(template.render(customer=customers[9], products=products))
    print(json.dumps({"engine": f"Jinja2 {jinja2.__version__}", "rate": len(customers) / seconds}))


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[2])
    make(target, int(sys.argv[3])) if sys.argv[1] == "make" else jinja(target)
