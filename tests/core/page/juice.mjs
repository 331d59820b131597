// SPDX-License-Identifier: GPL-3.0-or-later
// Pages in, a JSON list of texts; the same pages with their CSS inlined by juice out. Run in a folder with juice.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const juice = createRequire(process.cwd() + '/')('juice');
const options = { applyWidthAttributes: false, applyHeightAttributes: false, applyAttributesTableElements: false,
    inlinePseudoElements: false, preserveMediaQueries: true };
const pages = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(pages.map(page => juice(page, options))));
