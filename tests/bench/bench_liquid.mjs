// SPDX-License-Identifier: GPL-3.0-or-later
// The same mail by liquidjs: mails a second on one core. bench_liquid.mjs FOLDER COUNT
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, count] = [process.argv[2], Number(process.argv[3])];
const { Liquid } = createRequire(`${folder}/package.json`)("liquidjs");
const engine = new Liquid({ outputEscape: "escape" });
engine.registerFilter("money", (value) => "$" + Number(value).toFixed(2));
const parsed = engine.parse(readFileSync(`${folder}/mail.liquid`, "utf8"));
const products = Array.from({ length: 8 }, (_, i) => ({
    title: `Merino hat & scarf ${i}`, url: `https://shop.example/p/${i}`, image: `https://shop.example/i/${i}.png`,
    price: 12.5 + i, compare_at_price: 19.95,
}));
const lines = Array.from({ length: 5 }, (_, i) => ({ title: "A rather long name of a thing", quantity: i + 1 }));
const mail = (i) => engine.renderSync(parsed, {
    customer: { first_name: `Ada${i}`, vip: i % 2 === 0, points: i % 300, city: "Leeds" },
    products, lines, unsubscribe_url: "https://shop.example/u/abc",
});
for (let i = 0; i < 200; ++i)
    mail(i); // the compiler of the engine has warmed up
const start = process.hrtime.bigint();
let bytes = 0;
for (let i = 0; i < count; ++i)
    bytes += mail(i).length;
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ engine: "liquidjs", per_second: count / seconds, bytes: bytes / count }));
