// SPDX-License-Identifier: GPL-3.0-or-later
// Composes the mail that bench_sending left in parts.json with nodemailer, as often, and compares.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const folder = process.argv[2];
const require = createRequire(`${folder}/`);
const MailComposer = require("nodemailer/lib/mail-composer");
const parts = JSON.parse(readFileSync(`${folder}/parts.json`, "utf8"));
const compose = (number) =>
    new MailComposer({
        from: parts.from,
        to: parts.to,
        subject: parts.subject,
        text: parts.text,
        html: parts.html,
        messageId: `<${number}@shop.example>`,
        textEncoding: "quoted-printable",
    })
        .compile()
        .build();
for (let i = 0; i < 500; ++i)
    await compose(i); // until it is compiled
const start = performance.now();
let bytes = 0;
for (let i = 0; i < parts.count; ++i)
    bytes += (await compose(i)).length;
const rate = parts.count / ((performance.now() - start) / 1000);
console.log(
    `nodemailer ${require("nodemailer/package.json").version}: ${rate.toFixed(0)}/s of ${(bytes / parts.count / 1024).toFixed(1)} KB; ` +
        `our MIME is ${(parts.mime_per_second / rate).toFixed(1)} times that, our whole messages ${(parts.made_per_second / rate).toFixed(1)} times`,
);
