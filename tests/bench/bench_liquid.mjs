// SPDX-License-Identifier: GPL-3.0-or-later
// The mail of bench_liquid.sh with liquidjs: bench_liquid.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Liquid } from "liquidjs";

const folder = process.argv[2];
const engine = new Liquid({ outputEscape: "escape" });
const template = engine.parse(readFileSync(`${folder}/mail.liquid`, "utf8"));
const { products } = JSON.parse(readFileSync(`${folder}/shop.json`, "utf8"));
const customers = readFileSync(`${folder}/customers.jsonl`, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
let size = 0;
const start = performance.now();
for (const customer of customers)
    size += engine.renderSync(template, { customer, products }).length;
const seconds = (performance.now() - start) / 1000;
writeFileSync(`${folder}/liquidjs.html`, engine.renderSync(template, { customer: customers[9], products }));
const { version } = createRequire(import.meta.url)("liquidjs/package.json");
console.log(JSON.stringify({ engine: `liquidjs ${version}`, rate: customers.length / seconds }));
